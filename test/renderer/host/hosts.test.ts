import { describe, expect, it } from 'vitest';
import { HOST_NAMES } from '#shared/host/contract.ts';
import { MAX_CALL_BYTES, MAX_UPLOAD_BYTES } from '#shared/host/limits.ts';
import type { HostEvent } from '#shared/host/records.ts';
import { createBridgeHost, isHostBridge, type HostBridge } from '#renderer/host/bridge-host.ts';
import { fileUrl } from '#renderer/host/file-url.ts';
import { createHttpHost } from '#renderer/host/http-host.ts';
import type { Sha256 } from '#shared/ids.ts';

const SHA = 'a'.repeat(64);
const STORED = { sha256: SHA, size: 3, mime: 'image/jpeg', incomplete: false, takenAt: null, gps: null };
const EVENT = { type: 'journal', inspection: 'inspection-1', heads: {} } as unknown as HostEvent;

interface Means {
  readonly answer?: unknown;
  readonly fail?: boolean;
}

/** The HTTP client with a network of one answer. */
function overHttp({ answer, fail = false }: Means) {
  const asked: { path: string; init: RequestInit }[] = [];
  const sources: (EventTarget & { closed: boolean })[] = [];
  const host = createHttpHost({
    fetch: async (path, init) => {
      asked.push({ path, init });
      return fail ? Promise.reject(new TypeError('Failed to fetch')) : new Response(JSON.stringify(answer));
    },
    openEvents: () => {
      const source = Object.assign(new EventTarget(), { closed: false, close: () => void (source.closed = true) });
      sources.push(source);
      return source as never;
    },
    later: () => undefined,
  });
  return { host, asked, sources };
}

function overBridge({ answer, fail = false }: Means) {
  const asked: unknown[][] = [];
  const call = (name: string) => async (input: unknown, bytes?: Uint8Array) => {
    asked.push([name, input, bytes]);
    return fail ? Promise.reject(new Error('gone')) : answer;
  };
  const listeners: ((event: unknown) => void)[] = [];
  const calls = Object.fromEntries(HOST_NAMES.map((name) => [name, call(name)]));
  const on = (listener: (event: unknown) => void) => (listeners.push(listener), () => undefined);
  return { host: createBridgeHost({ ...calls, on } as unknown as HostBridge), asked, listeners };
}

describe.each([
  { over: 'HTTP', connect: overHttp },
  { over: "Electron's bridge", connect: overBridge },
])('the host over $over', ({ connect }) => {
  it('answers what the contract promises', async () => {
    const { host } = connect({ answer: { ok: true, value: STORED } });
    expect(await host.upload('evidence:store', { name: 'a.jpg' }, new Uint8Array(3))).toEqual({
      ok: true,
      value: STORED,
    });
  });

  it('passes a coded failure on with its detail', async () => {
    const failure = { ok: false, error: { code: 'journal.write-failed', detail: { reason: 'ENOSPC' } } };
    expect(await connect({ answer: failure }).host.call('settings:get', {})).toEqual(failure);
  });

  it('never throws: a host that is gone is a code', async () => {
    const gone = { ok: false, error: { code: 'app.host-unreachable' } };
    const { host } = connect({ fail: true });
    expect(await host.call('settings:get', {})).toEqual(gone);
    expect(await host.upload('catalogue:import', {}, new Uint8Array(1))).toEqual(gone);
  });

  it('takes nothing that breaks the contract for an answer', async () => {
    const wrong = [
      { ok: true, value: { sha256: 'x' } },
      { ok: true },
      { ok: false, error: { code: 'new' } },
      'x',
      null,
    ];
    for (const answer of wrong)
      expect(
        await connect({ answer }).host.call('certificate:make-test', { name: '甲', organisation: '' }),
      ).toMatchObject({
        ok: false,
        error: { code: 'app.internal' },
      });
  });

  it('refuses a file over the limit before sending it', async () => {
    const { host, asked } = connect({});
    const result = await host.upload('catalogue:import', {}, new Uint8Array(MAX_UPLOAD_BYTES + 1));
    expect(result).toEqual({ ok: false, error: { code: 'app.too-large', detail: { limit: '64 MB' } } });
    expect(asked).toEqual([]);
  });
});

describe('over HTTP', () => {
  it('refuses an oversized call before sending it', async () => {
    const { host, asked } = overHttp({});
    const id = 'x'.repeat(MAX_CALL_BYTES);
    expect(await host.call('job:get', { job: id })).toMatchObject({ ok: false, error: { code: 'app.too-large' } });
    expect(asked).toEqual([]);
  });

  it('sends names in Chinese safely next to raw bytes', async () => {
    const { host, asked } = overHttp({ answer: { ok: true, value: STORED } });
    await host.upload('evidence:store', { name: '门口 1.jpg' }, new Uint8Array([1, 2, 3]));
    const headers = new Headers(asked[0]?.init.headers);
    const call = Buffer.from(headers.get('X-Host-Call') ?? '', 'base64url').toString('utf8');
    expect(JSON.parse(call)).toEqual({ name: 'evidence:store', payload: { name: '门口 1.jpg' } });
    expect(asked[0]?.init.body).toEqual(new Uint8Array([1, 2, 3]));
  });

  it('shares one connection for events, ignores what is none, and closes with the last listener', () => {
    const { host, sources } = overHttp({});
    const seen: HostEvent[] = [];
    const stops = [host.on((event) => seen.push(event)), host.on((event) => seen.push(event))];
    expect(sources).toHaveLength(1);
    for (const data of [JSON.stringify(EVENT), '{"type":"other"}', '{', ''])
      sources[0]?.dispatchEvent(new MessageEvent('message', { data }));
    expect(seen).toEqual([EVENT, EVENT]);
    stops[0]?.();
    expect(sources[0]?.closed).toBe(false);
    stops[1]?.();
    expect(sources[0]?.closed).toBe(true);
  });
});

describe("over Electron's bridge", () => {
  it('is recognised only when every call of the contract is there', () => {
    const whole = Object.fromEntries([...HOST_NAMES, 'on'].map((name) => [name, () => undefined]));
    expect(isHostBridge(whole)).toBe(true);
    expect(isHostBridge({ ...whole, 'settings:get': undefined })).toBe(false);
    for (const other of [undefined, null, 'host', {}, []]) expect(isHostBridge(other)).toBe(false);
  });

  it('ignores what is no event', () => {
    const { host, listeners } = overBridge({});
    const seen: HostEvent[] = [];
    host.on((event) => seen.push(event));
    for (const event of [EVENT, { type: 'other' }, null]) listeners[0]?.(event);
    expect(seen).toEqual([EVENT]);
  });
});

describe('addresses of files', () => {
  it('stay one path segment and well-formed, whatever the name', () => {
    expect(fileUrl(SHA as Sha256, '公示 1/2?#.pdf')).toBe(`/files/${SHA}/${encodeURIComponent('公示 1/2?#.pdf')}`);
    expect(fileUrl(SHA as Sha256, 'a\ud800b')).toBe(`/files/${SHA}/a%EF%BF%BDb`);
  });
});

describe('half a surrogate pair, which no journal can hold', () => {
  const note = (text: string) => ({ type: 'note.set' as const, payload: { indicator: 1, text } });
  const call = (text: string) => ({ inspection: 'inspection-1' as never, drafts: [note(text)] });
  const failed = { answer: { ok: false, error: { code: 'app.internal' } } };

  it('is not sent over HTTP', async () => {
    const { host, asked } = overHttp(failed);
    await host.call('inspection:append-events', call('好\uD83D😀'));
    const body = asked[0]?.init.body;
    const sent: unknown = body instanceof Uint8Array ? JSON.parse(new TextDecoder().decode(body)) : null;
    expect(sent).toEqual({ name: 'inspection:append-events', payload: call('好😀') });
  });

  it("is not sent over Electron's bridge", async () => {
    const { host, asked } = overBridge(failed);
    await host.call('inspection:append-events', call('好\uD83D😀'));
    expect(asked[0]?.[1]).toEqual(call('好😀'));
  });
});
