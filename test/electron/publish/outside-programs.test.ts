import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as XLSX from 'xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeNotice } from '#electron/services/publish/make-notice.ts';
import { testCertificateFile } from '#electron/services/publish/certificates.ts';
import { signNotice } from '#electron/services/publish/sign-notice.ts';
import { openP12 } from '#electron/services/signature/open-p12.ts';
import { marginsOf } from '#shared/publication/page-metrics.ts';
import { hasTool } from '#build/setup/tools.mjs';
import { must, run } from '#test/support/tools.ts';
import { edgesOf } from './read-pdf.ts';
import { indicators, sampleInput, squeezed } from './sample.ts';

describe('programs that have no part in making the files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'outside-'));
  const [pdf, signedPdf, xlsx] = [join(folder, 'notice.pdf'), join(folder, 'signed.pdf'), join(folder, 'annex.xlsx')];
  let annexName = '';

  beforeAll(async () => {
    const notice = await makeNotice(sampleInput, () => undefined);
    if (!notice.ok) throw new Error(JSON.stringify(notice.error));
    const at = new Date();
    const made = await testCertificateFile({ name: '王审核', organisation: '泰山区' }, at);
    const identity = await openP12(Buffer.from(made.base64, 'base64'), made.password, at);
    if (!identity.ok) throw new Error(identity.error.code);
    const signed = await signNotice(notice.value, { role: '审核人', name: '王审核', identity: identity.value }, at);
    if (!signed.ok) throw new Error(signed.error.code);
    writeFileSync(pdf, notice.value.pdf);
    writeFileSync(signedPdf, signed.value.pdf);
    writeFileSync(xlsx, notice.value.xlsx);
    annexName = notice.value.names.xlsx;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('[PU12] qpdf finds nothing to warn of, signed or not', () => {
    for (const file of [pdf, signedPdf]) expect(run('qpdf', ['--check', file])).toMatchObject({ status: 0 });
  });

  it('[PU17] pdfsig finds the signature valid and covering the whole file', () => {
    const said = must('pdfsig', [signedPdf]);
    expect(said).toContain('Signature is Valid');
    expect(said).toContain('Total document signed');
  });

  it('[PU12] pdfdetach gives the annex back as it was', () => {
    expect(must('pdfdetach', ['-list', signedPdf])).toContain(annexName);
    const out = join(folder, 'detached.xlsx');
    must('pdfdetach', ['-save', '1', '-o', out, signedPdf]);
    expect(readFileSync(out).equals(readFileSync(xlsx))).toBe(true);
  });

  it('[PU3] pdftotext reads every requirement off its column', () => {
    const [left = 0, right = 0] = edgesOf(sampleInput).slice(4).map(Math.round);
    const { top } = marginsOf('web');
    const column = ['-x', `${left}`, '-W', `${right - left}`, '-y', `${Math.round(top)}`, '-H', '443'];
    const read = must('pdftotext', [...column, '-raw', pdf, '-']);
    const text = squeezed(read).replaceAll('标准要求', '');
    for (const { requirement } of indicators) expect(text).toContain(squeezed(requirement));
  });

  // An office suite is too much to ask of every machine: without one this test counts as skipped.
  it.runIf(hasTool('soffice'))(
    '[PU14] LibreOffice calculates the figures that the annex states',
    () => {
      const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
      const book = XLSX.read(readFileSync(xlsx), { cellFormula: true });
      // Without their cached values the figures are the program's own.
      for (const sheet of Object.values(book.Sheets)) {
        for (const cell of Object.values(sheet)) if (cell?.f !== undefined) delete cell.v;
      }
      writeFileSync(join(folder, 'bare.xlsx'), XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }));
      execFileSync('soffice', [
        profile,
        '--headless',
        '--convert-to',
        'ods',
        '--outdir',
        folder,
        join(folder, 'bare.xlsx'),
      ]);
      const calculated = XLSX.read(readFileSync(join(folder, 'bare.ods')));
      const stated = XLSX.read(readFileSync(xlsx), { cellFormula: true });
      let compared = 0;
      for (const [name, sheet] of Object.entries(stated.Sheets)) {
        for (const [address, cell] of Object.entries(sheet)) {
          if (cell?.f === undefined) continue;
          expect(calculated.Sheets[name]?.[address]?.v, `${name}!${address} = ${cell.f}`).toBeCloseTo(cell.v, 12);
          compared += 1;
        }
      }
      expect(compared).toBeGreaterThan(40);
    },
    120_000,
  );
});
