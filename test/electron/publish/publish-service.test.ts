import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectCertificate, testCertificateFile } from '#electron/services/publish/certificates.ts';
import { openNoticeStore } from '#electron/services/publish/notice-store.ts';
import type { NoticeStore } from '#electron/services/publish/notice-store.ts';
import { publishSigned, publishUnsigned } from '#electron/services/publish/publish-service.ts';
import { createNoticeRenderer } from '#electron/services/publish/render-notice.ts';
import { inspectSignatures } from '#shared/verify/inspect-signatures.ts';
import { InspectionId } from '#shared/ids.ts';
import { valueOf } from '#test/electron/services/package/value-of.ts';
import { sampleInput } from './sample.ts';

const INSPECTION = v.parse(InspectionId, 'xueyuan-2024');
const AT = new Date('2024-09-02T08:00:00.000Z');
const control = () => ({ progress: () => undefined, signal: new AbortController().signal });

describe('publishing an inspection', () => {
  let folder: string;
  let store: NoticeStore;
  const renderer = createNoticeRenderer();
  const tools = () => ({ renderer, store });
  let p12: Uint8Array;
  let password: string;
  const files = async (): Promise<string[]> => await readdir(join(folder, INSPECTION)).catch(() => []);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'notices-'));
    store = openNoticeStore(folder);
    const made = await testCertificateFile({ name: '王审核', organisation: '泰安泰山区大数据中心' }, AT);
    p12 = Buffer.from(made.base64, 'base64');
    password = made.password;
  });
  afterAll(() => rm(folder, { recursive: true }));
  const signer = () => ({ role: '审核人', name: '王审核', p12, password, at: AT });

  it('[PU16] stores a preview whole and names it the latest', async () => {
    expect(valueOf(await store.latest(INSPECTION))).toBeNull();
    const preview = await publishUnsigned(tools(), INSPECTION, { ...sampleInput, final: false }, control());
    expect(preview).toMatchObject({ ok: true, value: { final: false, signatures: [], pdf: { pages: 12 } } });
    expect(preview.ok && preview.value).toEqual(valueOf(await store.latest(INSPECTION)));
    expect(await files()).toHaveLength(3);
  });

  it('[PU17] refuses to sign what is not finalised', async () => {
    const result = await publishSigned(tools(), INSPECTION, { ...sampleInput, final: false }, signer(), control());
    expect(result).toMatchObject({ ok: false, error: { code: 'inspection.not-finalised' } });
  });

  it('[PU16] a wrong password leaves everything as it was', async () => {
    const before = [await files(), await store.latest(INSPECTION)];
    const wrong = { ...signer(), password: 'nope' };
    const result = await publishSigned(tools(), INSPECTION, sampleInput, wrong, control());
    expect(result).toMatchObject({ ok: false, error: { code: 'signature.password-wrong' } });
    expect([await files(), await store.latest(INSPECTION)]).toEqual(before);
  });

  it('[PU16] cancelling leaves everything as it was', async () => {
    const before = [await files(), await store.latest(INSPECTION)];
    const stop = new AbortController();
    const running = publishSigned(tools(), INSPECTION, sampleInput, signer(), {
      progress: (phase) => (phase === 'sign' ? stop.abort() : undefined),
      signal: stop.signal,
    });
    expect(await running).toMatchObject({ ok: false, error: { code: 'publication.cancelled' } });
    expect([await files(), await store.latest(INSPECTION)]).toEqual(before);
  });

  it('[PU17] signs, verifies, stores, and clears the preview away', async () => {
    const phases: string[] = [];
    const result = await publishSigned(tools(), INSPECTION, sampleInput, signer(), {
      ...control(),
      progress: (phase) => phases.push(phase),
    });
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    expect(phases).toEqual(['annex', 'layout', 'draw', 'sign', 'store']);
    const [signature] = result.value.signatures;
    expect(signature).toMatchObject({ role: '审核人', name: '王审核', test: true, valid: true, coversWholeFile: true });
    const path = await store.fileOf(INSPECTION, result.value.pdf.sha256);
    const report = await inspectSignatures(await readFile(path ?? ''));
    expect(report).toMatchObject({ ok: true, value: { verdict: 'intact' } });
    expect((await files()).toSorted()).toEqual(
      [`${result.value.pdf.sha256}.pdf`, `${result.value.xlsx.sha256}.xlsx`, 'latest.json'].toSorted(),
    );
  });

  it('[PU16] keeps a signed notice when a later preview comes', async () => {
    const signed = valueOf(await store.latest(INSPECTION));
    await publishUnsigned(tools(), INSPECTION, { ...sampleInput, final: false }, control());
    expect(await files()).toContain(`${signed?.pdf.sha256}.pdf`);
    expect(valueOf(await store.latest(INSPECTION))).toEqual(signed);
  });

  it('[PU16] says so where the folder cannot be written', async () => {
    const blocked = join(folder, 'blocked');
    await writeFile(blocked, '');
    const result = await publishUnsigned(
      { renderer, store: openNoticeStore(blocked) },
      INSPECTION,
      sampleInput,
      control(),
    );
    expect(result).toMatchObject({ ok: false, error: { code: 'publication.failed' } });
  });

  it('shows what a certificate holds before it is used', async () => {
    const info = await inspectCertificate(p12, password, AT);
    expect(info).toMatchObject({
      ok: true,
      value: { certificates: [{ name: '王审核（测试证书）', test: true, warnings: ['self-signed'] }] },
    });
  });
});
