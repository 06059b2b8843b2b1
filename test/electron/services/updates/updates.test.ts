import { sign } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IDLE_MS } from '#electron/services/arrivals/arrivals.ts';
import { createUpdates, type UpdateOptions, type Updates } from '#electron/services/updates/updates.ts';
import { MAX_RELEASE_BYTES, SIGNED_PREFIX } from '#shared/updates/release.ts';
import { tempFolder } from '#test/support/tools.ts';
import { HERE, INSTALLER, INSTALLER_NAME, manifest, publisher, releaseServer } from './release-server.ts';

const office = publisher();
let folder: ReturnType<typeof tempFolder>;
let server: Awaited<ReturnType<typeof releaseServer>>;
let now: number;

beforeEach(async () => {
  folder = tempFolder();
  server = await releaseServer();
  server.put('release.json', office.release());
  server.put(INSTALLER_NAME, INSTALLER);
  now = Date.UTC(2026, 10, 23);
});
afterEach(async () => {
  await server.close();
  folder.remove();
});

const opened: string[] = [];
const open = (more: Partial<UpdateOptions> = {}): Updates =>
  createUpdates({
    folder: folder.path('updates'),
    memory: folder.path('updates.json'),
    here: HERE,
    now: () => now,
    openInstaller: async (path) => (opened.push(path), true),
    ...more,
  });

const code = async (result: Promise<{ ok: boolean; error?: { code: string } }>) => (await result).error?.code ?? 'ok';
const settings = (more: object = {}) => ({
  daily: false,
  address: server.address,
  publicKey: office.publicKey,
  ...more,
});
async function configured(more: Partial<UpdateOptions> = {}): Promise<Updates> {
  const updates = open(more);
  expect(await code(updates.configure(settings()))).toBe('ok');
  return updates;
}
const job = (signal = new AbortController().signal, progress: (...now: unknown[]) => void = () => undefined) => ({
  signal,
  progress,
});
const arrived = (): string[] => (existsSync(folder.path('updates')) ? readdirSync(folder.path('updates')) : []);

describe('an update from the intranet', () => {
  it('is found, fetched, checked, kept under its name, and opened only when asked to', async () => {
    const updates = await configured();
    const found = await updates.check();
    expect(found).toMatchObject({
      ok: true,
      value: {
        open: true,
        fingerprint: expect.stringMatching(/^([0-9A-F]{4} ){7}[0-9A-F]{4}$/),
        checkedAt: '2026-11-23T00:00:00.000Z',
        offer: { version: '0.2.0', notes: '修正若干问题。', name: INSTALLER_NAME, bytes: INSTALLER.length },
        ready: null,
      },
    });
    expect(server.asked).toEqual(['/workbench/release.json']);
    const steps: unknown[][] = [];
    expect(await code(updates.download(job(undefined, (...step) => steps.push(step))))).toBe('ok');
    expect(steps.at(-1)).toEqual(['download', INSTALLER.length, INSTALLER.length]);
    expect(arrived()).toEqual([INSTALLER_NAME]);
    const path = join(folder.path('updates'), INSTALLER_NAME);
    expect(readFileSync(path).equals(INSTALLER)).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await updates.state()).toMatchObject({ value: { ready: { path, canOpen: true } } });
    expect(opened).toEqual([]);
    expect(await code(updates.open())).toBe('ok');
    expect(opened.splice(0)).toEqual([path]);
  });

  it('that is here already is not fetched again; one that was changed meanwhile is not opened', async () => {
    const first = await configured();
    await first.check();
    await first.download(job());
    const later = open();
    expect(await later.check()).toMatchObject({ value: { ready: { canOpen: true } } });
    expect(server.asked.filter((path) => path.endsWith('.deb'))).toHaveLength(1);
    writeFileSync(join(folder.path('updates'), INSTALLER_NAME), INSTALLER.fill('x', 0, 1).toString('latin1'));
    INSTALLER.fill('i', 0, 1);
    expect(await code(later.open())).toBe('update.wrong-hash');
    expect(opened).toEqual([]);
  });

  it('asks nobody unless it is set up, and at the start only if switched on, once a day', async () => {
    const updates = open();
    expect(await updates.checkIfDue()).toBeNull();
    expect(await code(updates.check())).toBe('update.not-configured');
    await updates.configure(settings());
    expect(await updates.checkIfDue()).toBeNull();
    expect(server.asked).toEqual([]);
    expect(await code(updates.configure(settings({ daily: true, address: '' })))).toBe('update.not-configured');
    await updates.configure(settings({ daily: true }));
    expect(await updates.checkIfDue()).toMatchObject({ ok: true });
    now += 23 * 3_600_000;
    expect(await open().checkIfDue()).toBeNull();
    now += 3_600_000;
    expect(await open().checkIfDue()).toMatchObject({ ok: true });
    now -= 400 * 86_400_000;
    expect(await open().checkIfDue()).toMatchObject({ ok: true });
    expect(server.asked).toHaveLength(3);
  });

  it('a cancelled download leaves nothing, and can be begun again', async () => {
    const updates = await configured();
    await updates.check();
    const abort = new AbortController();
    let meanwhile: Promise<readonly string[]> | undefined;
    server.put(INSTALLER_NAME, (_request, response) => {
      response.write(INSTALLER.subarray(0, 1000));
      meanwhile = (async () => [await code(updates.download(job())), await code(updates.check())])();
      setTimeout(() => abort.abort(), 20);
    });
    expect(await code(updates.download(job(abort.signal)))).toBe('update.cancelled');
    expect(await meanwhile).toEqual(['update.busy', 'update.busy']);
    expect(arrived()).toEqual([]);
    server.put(INSTALLER_NAME, INSTALLER);
    expect(await code(updates.download(job()))).toBe('ok');
  });

  it('a disk that refuses is said, and nothing is offered as ready', async () => {
    const updates = await configured({ folder: '/dev/null/updates' });
    await updates.check();
    expect(await code(updates.download(job()))).toBe('update.write-failed');
    expect(await updates.state()).toMatchObject({ value: { ready: null } });
  });
});

describe('an attacker on the way or on the server', () => {
  const attacks: readonly [string, () => string | Uint8Array, string][] = [
    ['no signature', () => JSON.stringify({ manifest: JSON.stringify(manifest()) }), 'update.unreadable'],
    ['an empty signature', () => JSON.stringify({ manifest: '{}', signature: '' }), 'update.unreadable'],
    ['another publisher’s signature', () => publisher().release({ version: '9.0.0' }), 'update.unsigned'],
    ['a manifest changed after signing', () => office.release().replace('0.2.0', '0.3.0'), 'update.unsigned'],
    ['a signature over something else', () => withSignature(''), 'update.unsigned'],
    ['an old release', () => office.release({ version: '0.0.9', minVersion: '0.0.1' }), 'update.older'],
    ['the same release', () => office.release({ version: '0.1.0' }), 'update.not-newer'],
    ['a release of another product', () => resigned({ product: 'another' }), 'update.unreadable'],
    [
      'a file name that climbs',
      () => resigned({ files: [{ ...manifest().files[0], name: '../x' }] }),
      'update.unreadable',
    ],
    ['an unknown field', () => resigned({ run: 'rm' }), 'update.unreadable'],
    ['a release for other computers', () => office.release({ files: [otherFile()] }), 'update.no-file'],
    ['a release that needs a step between', () => office.release({ minVersion: '0.1.5' }), 'update.step-missing'],
    ['something else than JSON', () => '<html>', 'update.unreadable'],
    ['an endless manifest', () => new Uint8Array(MAX_RELEASE_BYTES + 1), 'update.too-large'],
  ];
  const otherFile = () => ({ ...manifest().files[0], arch: 'arm64' });

  it.each(attacks)('%s is refused', async (_what, make, expected) => {
    const updates = await configured();
    server.put('release.json', make());
    expect(await code(updates.check())).toBe(expected);
    expect(await updates.state()).toMatchObject({ value: { offer: null, ready: null } });
    expect(await code(updates.download(job()))).toBe('update.not-ready');
    expect(server.asked).toEqual(['/workbench/release.json']);
  });

  it('a manifest that never ends is cut off while it arrives', async () => {
    const updates = await configured();
    server.put('release.json', (_request, response) => {
      const more = (): void => void (response.destroyed || response.write(Buffer.alloc(8192, 32), more));
      more();
    });
    expect(await code(updates.check())).toBe('update.too-large');
  });

  it('an old signed release does not come back after a newer one was seen', async () => {
    server.put('release.json', office.release({ version: '0.3.0' }));
    const updates = await configured();
    expect(await code(updates.check())).toBe('ok');
    server.put('release.json', office.release({ version: '0.2.0' }));
    expect(await code(open().check())).toBe('update.older');
  });

  it.each([
    ['a shorter installer', INSTALLER.subarray(1), 'update.wrong-size'],
    ['a longer installer', Buffer.concat([INSTALLER, Buffer.from('x')]), 'update.wrong-size'],
    ['an exchanged installer', Buffer.alloc(INSTALLER.length, 1), 'update.wrong-hash'],
  ])('%s is removed', async (_what, bytes, expected) => {
    const updates = await configured();
    await updates.check();
    for (const announced of [true, false]) {
      server.put(INSTALLER_NAME, (_request, response) => {
        if (announced) response.setHeader('Content-Length', bytes.length);
        response.end(bytes);
      });
      expect(await code(updates.download(job()))).toBe(expected);
      expect(arrived()).toEqual([]);
    }
    expect(await code(updates.open())).toBe('update.not-ready');
  });

  it('a connection that breaks off leaves nothing', async () => {
    const updates = await configured();
    await updates.check();
    server.put(INSTALLER_NAME, (_request, response) => {
      response.setHeader('Content-Length', INSTALLER.length);
      response.write(INSTALLER.subarray(0, 5000), () => response.destroy());
    });
    expect(await code(updates.download(job()))).toBe('update.unreachable');
    expect(arrived()).toEqual([]);
  });

  it('is not followed to another host, nor in circles; within the server a redirect is', async () => {
    const other = await releaseServer();
    other.put('release.json', office.release());
    const updates = await configured();
    const to = (where: string) =>
      server.put('release.json', (_request, response) => response.writeHead(302, { Location: where }).end());
    for (const where of [`${other.address}release.json`, '//localhost/release.json', 'file:///etc/passwd']) {
      to(where);
      expect(await code(updates.check()), where).toBe('update.redirected');
    }
    expect(other.asked).toEqual([]);
    to('release.json');
    expect(await code(updates.check())).toBe('update.redirected');
    to('/elsewhere/release.json');
    server.answers.set('/elsewhere/release.json', office.release());
    expect(await code(updates.check())).toBe('ok');
    await other.close();
  });

  it('a server that is away or refuses is said, with what it answered', async () => {
    const updates = await configured();
    server.put('release.json', (_request, response) => response.writeHead(500).end());
    expect(await updates.check()).toMatchObject({
      error: { code: 'update.unreachable', detail: { reason: 'HTTP 500' } },
    });
    await updates.configure(settings({ address: 'http://127.0.0.1:9/' }));
    expect(await updates.check()).toMatchObject({ error: { detail: { reason: 'ECONNREFUSED' } } });
  });
});

describe('an update from a USB stick', () => {
  it('is checked like one from the server, arrives in parts, and needs no address', async () => {
    const updates = open();
    await updates.configure(settings({ address: '' }));
    expect(await updates.beginFile(Buffer.from(office.release()))).toMatchObject({
      value: { offer: { version: '0.2.0' } },
    });
    const half = Math.floor(INSTALLER.length / 2);
    expect(await updates.addPart(0, INSTALLER.subarray(0, half))).toMatchObject({ value: { ready: null } });
    expect(arrived()).toEqual([`${INSTALLER_NAME}.part`]);
    expect(await updates.addPart(half, INSTALLER.subarray(half))).toMatchObject({
      value: { ready: { canOpen: true } },
    });
    expect(arrived()).toEqual([INSTALLER_NAME]);
    expect(server.asked).toEqual([]);
  });

  it('is refused unsigned, and without a key', async () => {
    const updates = open();
    expect(await code(updates.beginFile(Buffer.from(office.release())))).toBe('update.not-configured');
    await updates.configure(settings({ address: '' }));
    expect(await code(updates.beginFile(Buffer.from(publisher().release())))).toBe('update.unsigned');
    expect(await code(updates.addPart(0, INSTALLER))).toBe('update.not-ready');
  });

  it('with another installer, or parts out of turn, leaves nothing', async () => {
    const updates = open();
    await updates.configure(settings({ address: '' }));
    const release = Buffer.from(office.release());
    await updates.beginFile(release);
    expect(await code(updates.addPart(5, INSTALLER.subarray(5)))).toBe('update.wrong-size');
    await updates.beginFile(release);
    expect(await code(updates.addPart(0, Buffer.concat([INSTALLER, INSTALLER])))).toBe('update.wrong-size');
    await updates.beginFile(release);
    expect(await code(updates.addPart(0, Buffer.alloc(INSTALLER.length)))).toBe('update.wrong-hash');
    expect(arrived()).toEqual([]);
    await updates.beginFile(release);
    await updates.addPart(0, INSTALLER.subarray(0, 10));
    await updates.close();
    expect(arrived()).toEqual([]);
  });

  it('whose parts stop coming goes after a while; a late part is told so, and it can be begun again', async () => {
    const updates = open();
    await updates.configure(settings({ address: '' }));
    const release = Buffer.from(office.release());
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      await updates.beginFile(release);
      await updates.addPart(0, INSTALLER.subarray(0, 10));
      vi.advanceTimersByTime(IDLE_MS);
      expect(await code(updates.addPart(10, INSTALLER.subarray(10)))).toBe('update.not-ready');
    } finally {
      vi.useRealTimers();
    }
    expect(arrived()).toEqual([]);
    await updates.beginFile(release);
    expect(await updates.addPart(0, INSTALLER)).toMatchObject({ value: { ready: { canOpen: true } } });
  });
});

describe('the settings of updates', () => {
  it.each([
    ['https://update.example.gov.cn/workbench', 'https://update.example.gov.cn/workbench/', false],
    ['http://192.168.1.5:8080/a/', 'http://192.168.1.5:8080/a/', true],
    ['http://[fd00::1]/', 'http://[fd00::1]/', true],
  ])('take %s', async (address, kept, isOpen) => {
    expect(await open().configure(settings({ address }))).toMatchObject({
      value: { settings: { address: kept }, open: isOpen },
    });
  });

  it.each([
    ['http://update.example.gov.cn/', 'update.address-public'],
    ['http://8.8.8.8/', 'update.address-public'],
    ['http://172.32.0.1/', 'update.address-public'],
    ['http://10.1/', 'update.address-public'],
    ['http://0x7f.0.0.1/', 'update.address-public'],
    ['http://127.0.0.1.example.com/', 'update.address-public'],
    ['http://[::ffff:8.8.8.8]/', 'update.address-public'],
    ['https://user:word@host/', 'update.address-invalid'],
    ['https://host/?a=b', 'update.address-invalid'],
    ['https://host/../x/', 'update.address-invalid'],
    ['file:///etc/', 'update.address-invalid'],
    ['ftp://10.0.0.1/', 'update.address-invalid'],
    ['https://host:99999/', 'update.address-invalid'],
    ['10.0.0.1', 'update.address-invalid'],
  ])('refuse %s', async (address, expected) => {
    expect(await code(open().configure(settings({ address })))).toBe(expected);
  });

  it('refuse what is no key, and start afresh with another publisher’s', async () => {
    const updates = await configured();
    for (const publicKey of ['x', office.publicKey.slice(1), `${office.publicKey}=`])
      expect(await code(updates.configure(settings({ publicKey })))).toBe('update.key-invalid');
    server.put('release.json', office.release({ version: '0.9.0' }));
    await updates.check();
    const other = publisher();
    await updates.configure(settings({ publicKey: other.publicKey }));
    server.put('release.json', other.release());
    expect(await code(updates.check())).toBe('ok');
  });

  it('that cannot be read mean that nobody is asked', async () => {
    await configured();
    writeFileSync(folder.path('updates.json'), '{"version":1,"settings":{"daily":true}}');
    expect(await open().checkIfDue()).toBeNull();
    expect(await open().state()).toMatchObject({ value: { settings: { daily: false, address: '', publicKey: '' } } });
  });
});

/** A manifest that no publisher of ours would write, properly signed all the same. */
function resigned(change: object): string {
  const text = JSON.stringify({ ...manifest(), ...change });
  return JSON.stringify({ manifest: text, signature: signText(SIGNED_PREFIX + text) });
}

function withSignature(prefix: string): string {
  const text = JSON.stringify(manifest());
  return JSON.stringify({ manifest: text, signature: signText(prefix + text) });
}

const signText = (text: string): string => sign(null, Buffer.from(text), office.key).toString('base64');
