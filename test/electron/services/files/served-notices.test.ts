import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Host } from '#electron/services/host/host.ts';
import { openNoticeStore } from '#electron/services/publish/notice-store.ts';
import { answerGet } from '#electron/services/shell-policy/content.ts';
import type { Notice } from '#shared/host/notice-records.ts';
import { InspectionId } from '#shared/ids.ts';
import { openHost, tempFolder } from '#test/electron/services/temp-host.ts';
import { valueOf } from '#test/electron/services/package/value-of.ts';

const INSPECTION = v.parse(InspectionId, 'xueyuan-2024');
const SIGNATURE = { role: '审核人', name: '王审核', at: '2024-09-02T08:00:00.000Z', issuer: 'CA', test: true };

let folder: Awaited<ReturnType<typeof tempFolder>>;
let host: Host;
let notice: Notice;
beforeEach(async () => {
  folder = await tempFolder();
  host = await openHost(folder.path, {
    publish: ({ noticesFolder }) => {
      const unused = () => Promise.reject(new Error('unused'));
      const store = openNoticeStore(noticesFolder);
      const latest = (inspection: InspectionId) => store.latest(inspection);
      return { preview: unused, sign: unused, inspectCertificate: unused, makeTestCertificate: unused, latest };
    },
  });
  const rendered = {
    pdf: Buffer.from(''),
    xlsx: Buffer.from('annex'),
    pages: 1,
    signatureBoxes: [],
    names: { pdf: 'a.pdf', xlsx: 'a.xlsx' },
  };
  const signatures = [{ ...SIGNATURE, valid: true, coversWholeFile: true }];
  const store = openNoticeStore(join(folder.path, 'notices'));
  notice = valueOf(await store.put(INSPECTION, { rendered, pdf: Buffer.from('signed pdf'), signatures, final: true }));
});
afterEach(async () => {
  await host.close();
  await folder.drop();
});

const at = (name: string): string => join(folder.path, 'notices', INSPECTION, name);
const latest = () => host.call('notice:latest', { inspection: INSPECTION });
const served = (sha256: string) =>
  answerGet({ renderer: folder.path, host, nonce: () => '' }, `/files/${sha256}/a.pdf`, undefined);

describe('notices on their way out', () => {
  it('[PU24] are handed out whole', async () => {
    expect(await served(notice.pdf.sha256)).toMatchObject({ status: 200, headers: { ETag: `"${notice.pdf.sha256}"` } });
    expect(valueOf(await latest())).toMatchObject({ pdf: notice.pdf });
  });

  it.each(['pdf', 'xlsx'] as const)(
    '[PU24] stay here once the %s is damaged, be it of the same length',
    async (kind) => {
      const { sha256 } = notice[kind];
      const path = at(`${sha256}.${kind}`);
      const bytes = await readFile(path);
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      for (const broken of [bytes, bytes.subarray(0, 3), Buffer.alloc(0)]) {
        await writeFile(path, broken);
        expect(await host.findFile(sha256)).toMatchObject({ ok: false, error: { code: 'publication.damaged' } });
        expect(await served(sha256)).toMatchObject({ status: 404, body: 'Not found' });
        expect(await latest()).toMatchObject({ ok: false, error: { code: 'publication.damaged' } });
      }
      // A sound copy elsewhere is as good: two inspections may share an annex.
      await mkdir(join(folder.path, 'notices', 'other'));
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      await writeFile(join(folder.path, 'notices', 'other', `${sha256}.${kind}`), bytes);
      expect((await host.findFile(sha256)).ok).toBe(true);
      await copyFile(join(folder.path, 'notices', 'other', `${sha256}.${kind}`), path);
      expect((await latest()).ok).toBe(true);
    },
  );

  it('[PU24] that are gone are said to be gone', async () => {
    await rm(at(`${notice.pdf.sha256}.pdf`));
    expect(await latest()).toMatchObject({ ok: false, error: { code: 'publication.not-found' } });
  });
});

describe('what stands in the place of a file of ours', () => {
  it.each([
    ['a folder', (path: string) => mkdir(path)],
    ['no JSON', (path: string) => writeFile(path, '{')],
    ['no notice', (path: string) => writeFile(path, '{"pdf":1}')],
  ])('the note of the latest notice as %s has its code', async (_what, make) => {
    await rm(at('latest.json'));
    await make(at('latest.json'));
    expect(await latest()).toMatchObject({ ok: false, error: { code: 'publication.unreadable' } });
    // And keeps no further notice from being made.
    const rendered = { pdf: Buffer.from('x'), xlsx: Buffer.from('y'), pages: 1, signatureBoxes: [], names: notice };
    const store = openNoticeStore(join(folder.path, 'notices'));
    const names = { pdf: 'a.pdf', xlsx: 'a.xlsx' };
    const put = { rendered: { ...rendered, names }, pdf: rendered.pdf, signatures: [], final: false };
    expect(valueOf(await store.put(INSPECTION, put))).toMatchObject({ final: false });
    expect(valueOf(await latest())).toMatchObject({ final: false });
  });

  it('[PK11] a file in place of the folder of imports holds no note of one', async () => {
    await writeFile(join(folder.path, 'imports'), '');
    expect(valueOf(await host.call('inspection:list', {}))).toEqual([]);
    valueOf(await host.call('inspection:open-sample', {}));
    expect(valueOf(await host.call('inspection:list', {}))).toMatchObject([{ damage: null }]);
  });
});
