import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HostApi } from '#shared/host/api.ts';
import { MAX_UPLOAD_BYTES } from '#shared/host/limits.ts';
import type { HostEvent } from '#shared/host/records.ts';
import type { Result } from '#shared/result.ts';
import type { Host } from '#electron/services/host/host.ts';
import { openHost, tempFolder } from '#test/electron/services/temp-host.ts';
import { LEGS } from './legs.ts';

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** The smallest picture a JPEG reader accepts: start, one comment, end. */
const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xfe, 0, 4, 1, 2, 0xff, 0xd9]);

describe.each(LEGS)('the host contract over $name', (leg) => {
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  let host: Host;
  let api: HostApi;
  let close: () => Promise<void>;

  beforeEach(async () => {
    folder = await tempFolder();
    host = await openHost(folder.path);
    ({ api, close } = await leg.connect(host));
  });
  afterEach(async () => {
    await close();
    await host.close();
    await folder.drop();
  });

  it('keeps settings in Chinese as they were given', async () => {
    const settings = { author: '张三', authority: '某区大数据中心', noticeEdition: 'print', role: '审核人' } as const;
    expect(await api.call('settings:set', settings)).toEqual({ ok: true, value: settings });
    expect(await api.call('settings:get', {})).toEqual({ ok: true, value: settings });
  });

  it('hands a catalogue over exactly as hashed', async () => {
    const [first] = value(await api.call('catalogue:list', {}));
    const { json } = value(await api.call('catalogue:read', { sha256: first?.sha256 ?? '' }));
    expect(createHash('sha256').update(json, 'utf8').digest('hex')).toBe(first?.sha256);
  });

  it('reads a whole inspection back, and records more with an event for every window', async () => {
    const { id } = value(await api.call('inspection:open-sample', {}));
    const events: HostEvent[] = [];
    const stop = api.on((event) => events.push(event));
    const note = (text: string) => ({ type: 'note.set', payload: { indicator: 1, text } }) as const;
    const append = (text: string) => api.call('inspection:append-events', { inspection: id, drafts: [note(text)] });
    // The connection for events opens by itself, after the call that asked for it; what is missed before is in the journal.
    await expect.poll(async () => (value(await append('现场核对')), events.length)).toBeGreaterThan(0);
    expect(events[0]).toMatchObject({ type: 'journal', inspection: id });
    stop();
    const read = value(await api.call('inspection:read-events', { inspection: id, seen: {} }));
    expect(read.more).toBe(false);
    expect(read.events.at(-1)).toMatchObject(note('现场核对'));
  });

  it('stores a photo byte for byte under its hash', async () => {
    const stored = value(await api.upload('evidence:store', { name: '门口 1.jpg' }, JPEG));
    const sha256 = createHash('sha256').update(JPEG).digest('hex');
    expect(stored).toMatchObject({ sha256, size: JPEG.length, mime: 'image/jpeg' });
    expect(value(await host.findFile(sha256))).toMatchObject({ size: JPEG.length, mime: 'image/jpeg' });
  });

  it('codes what is wrong with a call, and where', async () => {
    const code = (result: Result<unknown>): unknown => (result.ok ? 'ok' : result.error);
    const seen = {};
    expect(code(await api.call('inspection:read-events', { inspection: 'not-there-1', seen }))).toMatchObject({
      code: 'inspection.not-found',
    });
    expect(code(await api.call('catalogue:read', { sha256: '../../etc/passwd' }))).toEqual({
      code: 'app.bad-request',
      detail: { path: 'sha256' },
    });
    expect(code(await api.upload('evidence:store', { name: 'a.jpg' }, new Uint8Array()))).toMatchObject({
      code: 'evidence.empty',
    });
    expect(code(await api.upload('evidence:store', { name: '' }, JPEG))).toMatchObject({ code: 'app.bad-request' });
    expect(code(await api.call('evidence:store' as 'settings:get', {}))).toMatchObject({ code: 'app.bad-request' });
  });

  it('knows no call beyond the contract', async () => {
    for (const name of ['settings:drop', 'toString', '__proto__', ''])
      expect(await host.call(name, {})).toEqual({ ok: false, error: { code: 'app.unknown-call' } });
  });

  it('refuses a file over the limit', async () => {
    const result = await api.upload('evidence:store', { name: 'a.jpg' }, new Uint8Array(MAX_UPLOAD_BYTES + 1));
    expect(result).toEqual({ ok: false, error: { code: 'app.too-large', detail: { limit: '64 MB' } } });
  });
});
