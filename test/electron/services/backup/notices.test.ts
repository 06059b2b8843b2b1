import { lstat, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HostOptions } from '#electron/services/host/host-options.ts';
import type { Host } from '#electron/services/host/host.ts';
import { openNoticeStore } from '#electron/services/publish/notice-store.ts';
import type { Notice } from '#shared/host/notice-records.ts';
import type { InspectionId } from '#shared/ids.ts';
import { apiOf, valueOf } from '#test/electron/services/sample-host.ts';
import { openHost, tempFolder } from '#test/electron/services/temp-host.ts';
import { PROFILE } from '#test/shared/log/events.ts';
import { backupJobs } from '#test/support/job.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
beforeEach(async () => {
  folder = await tempFolder();
  await mkdir(at('stick'));
});
afterEach(() => folder.drop());

const at = (...names: readonly string[]): string => join(folder.path, ...names);
const SIGNATURE = { role: '审核人', name: '王审核', at: '2024-09-02T08:20:00.000Z', test: false };

/** A host that can find notices again; making them is tried elsewhere. */
async function open(name: string): Promise<Host> {
  const publish: HostOptions['publish'] = ({ noticesFolder }) => {
    const store = openNoticeStore(noticesFolder);
    const never = () => Promise.reject(new Error('not asked for here'));
    return {
      preview: never,
      sign: never,
      inspectCertificate: never,
      makeTestCertificate: never,
      latest: (inspection) => store.latest(inspection),
    };
  };
  const host = await openHost(at(name), { publish });
  valueOf(await apiOf(host).call('backup:use-folder', { folder: at('stick') }));
  return host;
}

/** Stores a notice as the publisher does. */
async function store(name: string, inspection: InspectionId, text: string, signed: boolean): Promise<Notice> {
  const rendered = {
    pdf: Buffer.from(text),
    xlsx: Buffer.from(`${text} annex`),
    pages: 15,
    signatureBoxes: [],
    names: { pdf: '公示.pdf', xlsx: '附件.xlsx' },
  };
  const signatures = signed ? [{ ...SIGNATURE, issuer: 'CA', valid: true, coversWholeFile: true }] : [];
  const notice = { rendered, pdf: rendered.pdf, signatures, final: signed };
  return valueOf(await openNoticeStore(at(name, 'notices')).put(inspection, notice));
}

/** An inspection that is finalised, with a signed notice that its journal names. */
async function published(host: Host, name: string) {
  const [catalogue] = valueOf(await apiOf(host).call('catalogue:list', {}));
  if (catalogue === undefined) throw new Error('no built-in catalogue');
  const { inspections } = host.parts;
  const { id } = valueOf(await inspections.create(catalogue.sha256, PROFILE, []));
  const accepted = Array.from({ length: 32 }, (_, index) => ({ indicator: index + 1, reason: '现场无法核实' }));
  valueOf(await inspections.finalise(id, '王审核', accepted));
  const notice = await store(name, id, 'signed', true);
  const { pdf, xlsx } = notice;
  const factsSha256 = valueOf(await inspections.open(id)).state.finalised?.factsSha256 ?? pdf.sha256;
  const made = { factsSha256, pdfSha256: pdf.sha256, xlsxSha256: xlsx.sha256, signatures: [SIGNATURE] };
  valueOf(await inspections.recordPublication(id, made));
  return { inspection: id, notice };
}

const latestOf = async (host: Host, inspection: InspectionId) =>
  valueOf(await apiOf(host).call('notice:latest', { inspection }));

describe('signed notices', () => {
  it('are backed up with the inspection and come back as they were', async () => {
    const host = await open('data');
    const { inspection, notice } = await published(host, 'data');
    const made = valueOf(await backupJobs(apiOf(host)).run());
    expect(made).toMatchObject({ notices: 2, unsound: 0 });
    const { broken } = valueOf(await backupJobs(apiOf(host)).check(made.name));
    expect(broken).toEqual({ streams: 0, originals: 0, others: 0 });
    await host.close();
    const fresh = await open('fresh');
    expect(valueOf(await backupJobs(apiOf(fresh)).preview(made.name))).toMatchObject({ notices: 2 });
    expect(await latestOf(fresh, inspection)).toBeNull();
    expect(valueOf(await backupJobs(apiOf(fresh)).restore(made.name))).toMatchObject({ notices: 2, unsound: 0 });
    expect(await latestOf(fresh, inspection)).toEqual(notice);
    for (const { sha256 } of [notice.pdf, notice.xlsx]) {
      const file = valueOf(await fresh.findFile(sha256));
      expect(await readFile(file.path, 'utf8')).toMatch(/^signed/);
    }
    await fresh.close();
  });

  it('stay in the backup when a newer preview is made; the preview itself is not kept', async () => {
    const host = await open('data');
    const { inspection } = await published(host, 'data');
    const first = valueOf(await backupJobs(apiOf(host)).run());
    await store('data', inspection, 'only a preview', false);
    const second = valueOf(await backupJobs(apiOf(host)).run());
    expect([first.notices, second.notices]).toEqual([2, 2]);
    const shelves = await readdir(at('stick', 'workbench-backups', 'notices'));
    expect(shelves).toHaveLength(2);
    await host.close();
  });

  it('that are damaged here are put right, and a newer one here stays the latest', async () => {
    const host = await open('data');
    const { inspection, notice } = await published(host, 'data');
    const { name } = valueOf(await backupJobs(apiOf(host)).run());
    const newer = await store('data', inspection, 'newer', true);
    const path = at('data', 'notices', inspection, `${notice.pdf.sha256}.pdf`);
    await rm(path);
    await writeFile(path, 'rot');
    expect(valueOf(await backupJobs(apiOf(host)).restore(name))).toMatchObject({ notices: 1, repaired: 1 });
    expect(await readFile(path, 'utf8')).toBe('signed');
    expect(await latestOf(host, inspection)).toEqual(newer);
    await host.close();
  });

  it('that are damaged when they are backed up are left out and counted', async () => {
    const host = await open('data');
    const { inspection, notice } = await published(host, 'data');
    await writeFile(at('data', 'notices', inspection, `${notice.xlsx.sha256}.xlsx`), 'rot');
    expect(valueOf(await backupJobs(apiOf(host)).run())).toMatchObject({ notices: 1, unsound: 1 });
    await host.close();
  });

  it('[BK3] that the disk does not say are there are named with the cause, and a record that may be here stands', async () => {
    const host = await open('data');
    const { inspection, notice } = await published(host, 'data');
    const { name } = valueOf(await backupJobs(apiOf(host)).run());
    const file = `notices/${inspection}/${notice.pdf.sha256}.pdf`;
    const latest = `notices/${inspection}/latest.json`;
    // A link to itself: the system refuses to say what is there.
    for (const path of [file, latest]) {
      await rm(at('data', path));
      await symlink(at('data', path), at('data', path));
    }
    expect(valueOf(await backupJobs(apiOf(host)).run()).faults).toEqual(
      [file, latest].map((place) => ({ side: 'here', place, reason: 'ELOOP', healed: false })),
    );
    valueOf(await backupJobs(apiOf(host)).restore(name));
    expect((await lstat(at('data', latest))).isSymbolicLink()).toBe(true);
    await host.close();
  });
});
