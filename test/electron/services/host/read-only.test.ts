import { cp, mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hashFile } from '#electron/services/disk/hash.ts';
import { createPublisher } from '#electron/services/publish/host-publisher.ts';
import { openNoticeStore } from '#electron/services/publish/notice-store.ts';
import type { Notice } from '#shared/host/notice-records.ts';
import type { InspectionId } from '#shared/ids.ts';
import { ALONE } from '#electron/cli/package/open-data.ts';
import { addPhoto, apiOf, eventsOf, openSample, save, valueOf } from '#test/electron/services/sample-host.ts';
import { openHost, tempFolder } from '#test/electron/services/temp-host.ts';
import { productOf } from '#test/support/job.ts';
import { mountDisk, remountDisk, unmountDisk } from '#test/support/small-disk.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
beforeEach(async () => {
  folder = await tempFolder();
  await mkdir(at('archive'));
});
afterEach(() => folder.drop());

const at = (...names: readonly string[]): string => join(folder.path, ...names);

/** A notice as it lies in the folder of all notices, told apart by its text. */
async function storeNotice(inspection: InspectionId, text: string, signed: boolean): Promise<Notice> {
  const [pdf, xlsx] = [Buffer.from(`%PDF ${text}`), Buffer.from(`PK ${text}`)];
  const rendered = { pdf, xlsx, pages: 1, signatureBoxes: [], names: { pdf: 'a.pdf', xlsx: 'a.xlsx' } };
  const at = '2024-08-01T08:00:00.000Z';
  const by = { role: '审核人', name: '王静', issuer: '甲', at, test: true, valid: true, coversWholeFile: true };
  const store = openNoticeStore(join(folder.path, 'data', 'notices'));
  return valueOf(await store.put(inspection, { rendered, pdf, signatures: signed ? [by] : [], final: signed }));
}

it('a preview that is made of an archive can be fetched, and what was signed there is still the notice that stands', async (context) => {
  if (!mountDisk(at('archive'), 'size=32m')) return context.skip('mounting a disk needs the administrator');
  try {
    const host = await openHost(at('data'));
    const [signed, open] = [await openSample(host), await openSample(host)];
    await host.close();
    const notice = await storeNotice(signed, 'signed', true);
    const former = await storeNotice(open, 'former preview', false);
    await cp(at('data'), at('archive', 'data'), { recursive: true });
    remountDisk(at('archive'), 'ro');
    const archive = await openHost(at('archive', 'data'), { publish: createPublisher });
    const api = apiOf(archive);
    const latest = async (inspection: InspectionId) => valueOf(await api.call('notice:latest', { inspection }));
    expect(await latest(signed)).toEqual(notice);
    expect(await latest(open)).toEqual(former);
    for (const inspection of [signed, open]) {
      const made = valueOf(await productOf(api, await api.call('notice:preview', { inspection, edition: 'web' })));
      for (const { sha256 } of [made.pdf, made.xlsx]) {
        const served = valueOf(await archive.findFile(sha256));
        expect(await hashFile(served.path)).toBe(sha256);
      }
      expect(await latest(inspection)).toEqual(inspection === signed ? notice : made);
    }
    for (const { pdf } of [notice, former]) expect((await archive.findFile(pdf.sha256)).ok).toBe(true);
    await archive.close();
  } finally {
    unmountDisk(at('archive'));
  }
}, 60_000);

it('an archive where nothing can be written is looked at and packed, and what would write is refused by code', async (context) => {
  if (!mountDisk(at('archive'), 'size=16m')) return context.skip('mounting a disk needs the administrator');
  try {
    const host = await openHost(at('data'));
    const inspection = await openSample(host);
    const photo = valueOf(await addPhoto(host, 'one'));
    const events = await eventsOf(host, inspection);
    await host.close();
    await cp(at('data'), at('archive', 'data'), { recursive: true });
    remountDisk(at('archive'), 'ro');
    const archive = await openHost(at('archive', 'data'));
    expect(valueOf(await apiOf(archive).call('app:get-info', {})).readOnly).toBe(true);
    expect(await eventsOf(archive, inspection)).toEqual(events);
    expect((await archive.findFile(photo.sha256)).ok).toBe(true);
    const refused = { ok: false, error: { code: 'journal.read-only' } };
    expect(await save(archive, inspection, '写不得')).toEqual(refused);
    expect(await addPhoto(archive, 'two')).toEqual(refused);
    expect(await apiOf(archive).call('settings:set', { author: '张三' })).toEqual(refused);
    expect(await apiOf(archive).call('inspection:open-sample', {})).toEqual(refused);
    const made = await archive.parts.packages.export(inspection, at('out.ysb'))(ALONE);
    expect(made.ok).toBe(true);
    expect((await stat(at('out.ysb'))).size).toBeGreaterThan(1000);
    await archive.close();
    const other = await openHost(at('other'));
    const token = valueOf(await other.offerPackage(at('out.ysb'))).package;
    valueOf(await productOf(apiOf(other), await apiOf(other).call('package:import', { package: token })));
    expect(await eventsOf(other, inspection)).toEqual(events);
    await other.close();
    expect(await readdir(at('archive', 'data'))).not.toContain('lock');
  } finally {
    unmountDisk(at('archive'));
  }
});
