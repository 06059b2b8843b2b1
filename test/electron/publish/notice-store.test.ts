import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openNoticeStore } from '#electron/services/publish/notice-store.ts';
import type { NoticeStore } from '#electron/services/publish/notice-store.ts';
import type { Notice } from '#shared/host/notice-records.ts';
import { InspectionId, Sha256 } from '#shared/ids.ts';
import { tempFolder } from '#test/electron/services/temp-host.ts';
import { valueOf } from '#test/electron/services/package/value-of.ts';

const INSPECTION = v.parse(InspectionId, 'xueyuan-2024');
const bytes = (text: string) => Buffer.from(text);
const hashOf = (text: string): Sha256 => v.parse(Sha256, createHash('sha256').update(text).digest('hex'));
const SIGNATURE = { role: '审核人', name: '王审核', at: '2024-09-02T08:00:00.000Z', issuer: 'CA' };
const SIGNATURES = [{ ...SIGNATURE, test: true, valid: true, coversWholeFile: true }];

let folder: Awaited<ReturnType<typeof tempFolder>>;
let store: NoticeStore;
beforeEach(async () => {
  folder = await tempFolder();
  store = openNoticeStore(folder.path);
});
afterEach(() => folder.drop());

/** Stores a notice whose files hold these texts. */
async function put(pdf: string, xlsx: string, signatures: Notice['signatures'], named: readonly Sha256[] = []) {
  const rendered = {
    pdf: bytes(pdf),
    xlsx: bytes(xlsx),
    pages: 1,
    signatureBoxes: [],
    names: { pdf: 'a.pdf', xlsx: 'a.xlsx' },
  };
  const notice = { rendered, pdf: bytes(pdf), signatures, final: signatures.length > 0 };
  return valueOf(await store.put(INSPECTION, notice, new Set(named)));
}

describe('notices on the disk', () => {
  it('[PU16] a preview that shares its annex with a signed notice does not take the annex along when it goes', async () => {
    const signed = await put('signed', 'annex', SIGNATURES);
    const named = [signed.pdf.sha256, signed.xlsx.sha256];
    // The same facts give the same annex; then the facts change.
    await put('preview', 'annex', [], named);
    await put('later preview', 'later annex', [], named);
    expect(await store.fileOf(INSPECTION, hashOf('annex'))).not.toBeNull();
    expect(await store.fileOf(INSPECTION, hashOf('signed'))).not.toBeNull();
    expect(await store.fileOf(INSPECTION, hashOf('preview'))).toBeNull();
  });

  it('[PU16] previews that come at once leave the files of the latest there', async () => {
    await put('first', 'first annex', []);
    await Promise.all([put('second', 'second annex', []), put('first', 'first annex', [])]);
    const latest = valueOf(await store.latest(INSPECTION));
    expect(await store.fileOf(INSPECTION, latest?.pdf.sha256 ?? hashOf(''))).not.toBeNull();
    expect(await store.fileOf(INSPECTION, latest?.xlsx.sha256 ?? hashOf(''))).not.toBeNull();
  });
});
