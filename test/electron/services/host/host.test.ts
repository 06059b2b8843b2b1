import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Host } from '#electron/services/host/host.ts';
import type { PublishPort } from '#electron/services/publish/publish-port.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { Notice } from '#shared/host/notice-records.ts';
import type { Job } from '#shared/host/job-records.ts';
import type { HostEvent } from '#shared/host/records.ts';
import type { InspectionId } from '#shared/ids.ts';
import { fold } from '#shared/log/fold.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { openHost, RESOURCES, tempFolder } from '#test/electron/services/temp-host.ts';
import { directApi } from '#test/fakes/direct-api.ts';
import { benchmark, sample } from '#test/fixtures/read.ts';
import { settlement } from '#test/support/settle.ts';
import { sha256 } from '#test/shared/log/events.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
beforeEach(async () => {
  folder = await tempFolder();
});
afterEach(() => folder.drop());

const apiOf = (host: Host) => directApi(host.call, (listener) => host.on(listener));

function valueOf<T>(result: Result<T, ErrorCode>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const noteDraft = (text: string) => ({ type: 'note.set', payload: { indicator: 1, text } }) as const;
const openSample = async (host: Host): Promise<InspectionId> =>
  valueOf(await apiOf(host).call('inspection:open-sample', {})).id;
const stateOf = async (host: Host, inspection: InspectionId) => {
  const { events } = valueOf(await apiOf(host).call('inspection:read-events', { inspection, seen: {} }));
  return fold(events);
};

describe('after a restart', () => {
  it('everything acknowledged is there, under the same device', async () => {
    const first = await openHost(folder.path);
    const id = await openSample(first);
    await apiOf(first).call('inspection:append-events', { inspection: id, drafts: [noteDraft('一'), noteDraft('二')] });
    const before = await stateOf(first, id);
    const { device } = first.parts.info();
    await first.close();
    const second = await openHost(folder.path);
    expect(await stateOf(second, id)).toEqual(before);
    expect(before?.facts.notes).toEqual({ 1: '二' });
    expect(second.parts.info().device).toBe(device);
    await second.close();
  });

  it('an inspection whose first write never finished is not there', async () => {
    const first = await openHost(folder.path);
    const id = await openSample(first);
    const path = join(folder.path, 'inspections', id, `${first.parts.info().device}.jsonl`);
    await first.close();
    await writeFile(path, (await readFile(path)).subarray(0, 5000));
    // It was never acknowledged, so nothing is remembered of it either.
    await rm(join(folder.path, 'heads'), { recursive: true });
    const second = await openHost(folder.path);
    expect(valueOf(await apiOf(second).call('inspection:list', {}))).toEqual([]);
    await second.close();
  });

  it('an inspection keeps its catalogue though the program came with another since', async () => {
    const first = await openHost(folder.path);
    const id = await openSample(first);
    await first.close();
    const resources = await tempFolder();
    await mkdir(join(resources.path, 'catalogues'));
    const second = await openHost(folder.path, { resourcesDir: resources.path });
    expect((await second.parts.inspections.open(id)).ok).toBe(true);
    await second.close();
    await resources.drop();
  });

  it('damage is reported, what is before it is read, and work goes on under a new device', async () => {
    const first = await openHost(folder.path);
    const id = await openSample(first);
    await apiOf(first).call('inspection:append-events', { inspection: id, drafts: [noteDraft('坏')] });
    const { device } = first.parts.info();
    await first.close();
    const path = join(folder.path, 'inspections', id, `${device}.jsonl`);
    const bytes = await readFile(path);
    bytes[bytes.length - 3] = 0x58;
    await writeFile(path, bytes);
    const second = await openHost(folder.path);
    const [info] = valueOf(await apiOf(second).call('inspection:list', {}));
    expect(info?.damage?.code).toBe('journal.damaged');
    valueOf(await apiOf(second).call('inspection:append-events', { inspection: id, drafts: [noteDraft('新')] }));
    expect(second.parts.info().device).not.toBe(device);
    expect((await stateOf(second, id))?.facts.notes).toEqual({ 1: '新' });
    expect(await readFile(path)).toEqual(bytes);
    await second.close();
  });
});

describe('catalogues', () => {
  it('an imported one is offered, kept over a restart, and importing it again changes nothing', async () => {
    const text = (await readFile(join(RESOURCES, 'catalogues', 'benchmark-2022.2.json'), 'utf8')).replace(
      /"version": "[^"]*"/,
      '"version": "2099.1"',
    );
    const first = await openHost(folder.path);
    const imported = valueOf(await apiOf(first).upload('catalogue:import', {}, new TextEncoder().encode(text)));
    expect(imported).toMatchObject({ sha256: sha256(text), version: '2099.1', builtIn: false });
    await apiOf(first).upload('catalogue:import', {}, new TextEncoder().encode(text));
    await first.close();
    const second = await openHost(folder.path);
    const offered = valueOf(await apiOf(second).call('catalogue:list', {}));
    expect(offered.map(({ version }) => version)).toEqual(['2099.1', '2022.2', '2022.1']);
    expect(valueOf(await apiOf(second).call('catalogue:read', { sha256: imported.sha256 }))).toEqual({ json: text });
    await second.close();
  });

  it.each([
    ['catalogue.not-json', new TextEncoder().encode('{')],
    ['catalogue.not-json', new Uint8Array([0xff, 0xfe, 0x00])],
    ['catalogue.shape', new TextEncoder().encode('{}')],
  ])('%s is refused and nothing is kept', async (code, bytes) => {
    const host = await openHost(folder.path);
    expect(await apiOf(host).upload('catalogue:import', {}, bytes)).toMatchObject({ ok: false, error: { code } });
    expect(await readdir(join(folder.path, 'catalogues'))).toEqual([]);
    await host.close();
  });
});

describe('settings', () => {
  it('that cannot be read are reported and left as they are, and evidence is still saved', async () => {
    await writeFile(join(folder.path, 'settings.json'), '{"version":1,"settings":{"author":7}}');
    const host = await openHost(folder.path);
    const refused = { ok: false, error: { code: 'settings.unreadable' } };
    expect(await apiOf(host).call('settings:get', {})).toMatchObject(refused);
    expect(await apiOf(host).call('settings:set', { author: '张三' })).toMatchObject(refused);
    expect(await readFile(join(folder.path, 'settings.json'), 'utf8')).toContain('7');
    await openSample(host);
    await host.close();
  });

  it('name the author of what is written', async () => {
    const host = await openHost(folder.path);
    await apiOf(host).call('settings:set', { author: '张三' });
    const id = await openSample(host);
    expect((await stateOf(host, id))?.history[0]?.event.author).toBe('张三');
    await host.close();
  });
});

describe('notices', () => {
  const HASH = sha256('a notice');
  const NOTICE: Notice = {
    pdf: { sha256: HASH, name: '公示.pdf', size: 1, pages: 1 },
    xlsx: { sha256: HASH, name: '附件.xlsx', size: 1, pages: null },
    signatures: [
      {
        role: '审核人',
        name: '张三',
        at: '2024-08-05T10:00:00+08:00',
        issuer: '测试',
        test: true,
        valid: true,
        coversWholeFile: true,
      },
    ],
    final: true,
  };
  const publisher = (make: PublishPort['preview']): PublishPort => ({
    preview: make,
    sign: make,
    latest: async () => ok(null),
    inspectCertificate: async () => err('signature.password-wrong'),
    makeTestCertificate: async () => ok({ fileName: 'a.p12', base64: '', password: '' }),
  });
  const finished = async (host: Host, job: string): Promise<Job> => {
    const state = async () => valueOf(await apiOf(host).call('job:get', { job }));
    await expect.poll(async () => (await state()).state.is).not.toBe('running');
    return state();
  };
  const P12 = new Uint8Array([1]);

  it('a signed notice is recorded in the journal once it exists', async () => {
    const host = await openHost(folder.path, { publish: () => publisher(async () => ok(NOTICE)) });
    const id = await openSample(host);
    const sign = { inspection: id, edition: 'web', role: '审核人', name: '张三', password: '' } as const;
    const early = await apiOf(host).upload('notice:sign', sign, P12);
    expect(early).toMatchObject({ ok: false, error: { code: 'inspection.not-finalised' } });
    const { replies, accepted } = settlement({ facts: sample() }, benchmark());
    valueOf(await apiOf(host).call('inspection:append-events', { inspection: id, drafts: replies }));
    valueOf(await apiOf(host).call('notice:finalise', { inspection: id, by: '张三', accepted }));
    const { job } = valueOf(await apiOf(host).upload('notice:sign', sign, P12));
    expect((await finished(host, job)).state).toEqual({ is: 'done', product: NOTICE });
    expect((await stateOf(host, id))?.published).toMatchObject([{ edition: 1, pdfSha256: HASH }]);
    await host.close();
  });

  it('progress is told, and a cancelled job ends as cancelled', async () => {
    const waiting = publisher(async (_request, { progress, signal }) => {
      progress('layout', 1, 2);
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      return err('publication.cancelled');
    });
    const host = await openHost(folder.path, { publish: () => waiting });
    const told: HostEvent[] = [];
    const id = await openSample(host);
    host.on((event) => told.push(event));
    const { job } = valueOf(await apiOf(host).call('notice:preview', { inspection: id, edition: 'web' }));
    await expect.poll(() => told.map((event) => event.type === 'job' && event.job.phase)).toContain('layout');
    await apiOf(host).call('job:cancel', { job });
    expect((await finished(host, job)).state).toEqual({ is: 'cancelled' });
    await host.close();
  });

  it('an exception while making one is a failure without its text', async () => {
    const broken = publisher(() => Promise.reject(new Error('secret')));
    const host = await openHost(folder.path, { publish: () => broken });
    const id = await openSample(host);
    const { job } = valueOf(await apiOf(host).call('notice:preview', { inspection: id, edition: 'web' }));
    expect((await finished(host, job)).state).toEqual({ is: 'failed', failure: { code: 'app.internal' } });
    await host.close();
    const log = await readFile(join(folder.path, 'logs', 'host.jsonl'), 'utf8');
    expect(log).toContain('job-failed');
    expect(log).not.toContain('secret');
  });

  it('files are found by hash alone', async () => {
    const host = await openHost(folder.path);
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const stored = valueOf(await apiOf(host).upload('evidence:store', { name: 'a.png' }, png));
    expect(await host.findFile(stored.sha256)).toMatchObject({ ok: true, value: { mime: 'image/png', size: 8 } });
    expect(await host.findFile(HASH)).toMatchObject({ ok: false, error: { code: 'evidence.not-found' } });
    expect(await host.findFile('../../etc/passwd')).toMatchObject({ ok: false, error: { code: 'app.bad-request' } });
    await host.close();
  });
});

describe('what the writer had seen', () => {
  it('limits what a write replaces', async () => {
    const host = await openHost(folder.path);
    const id = await openSample(host);
    const { events } = valueOf(
      await apiOf(host).call('inspection:append-events', { inspection: id, drafts: [noteDraft('一')], seen: {} }),
    );
    expect(events[0]?.deps).toEqual({});
    await host.close();
  });
});
