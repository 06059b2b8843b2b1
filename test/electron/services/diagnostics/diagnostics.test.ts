import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listDumps, pruneDumps } from '#electron/services/diagnostics/crash-dumps.ts';
import { openDiagnostics } from '#electron/services/diagnostics/diagnostics.ts';
import { hashText } from '#electron/services/disk/hash.ts';
import { dataPaths } from '#electron/services/journal/data-folder.ts';
import { crashFolder } from '#electron/services/diagnostics/places.ts';
import type { Host } from '#electron/services/host/host.ts';
import { Facts } from '#shared/facts/schema.ts';
import { DIAGNOSTICS_NEVER, DIAGNOSTICS_TEXT } from '#shared/text/diagnostics-text.ts';
import { openHost, RESOURCES, tempFolder } from '#test/electron/services/temp-host.ts';
import * as v from 'valibot';
import { readZip } from './read-zip.ts';

const AUTHOR = '王建国';
const PHONE = '13853112345';
const MEMORY = `memory of a process: ${AUTHOR}`;

let folder: Awaited<ReturnType<typeof tempFolder>>;
let data: string;
let windowFolder = '';
let host: Host;
beforeEach(async () => {
  folder = await tempFolder();
  data = join(folder.path, 'wangjianguo-laptop');
  mkdirSync(data);
  windowFolder = join(folder.path, 'window');
  mkdirSync(join(windowFolder, 'assets'), { recursive: true });
  writeFileSync(join(windowFolder, 'assets', 'index-abc.js'), '');
  host = await openHost(data, { windowFolder });
});
afterEach(async () => {
  await host.close();
  await folder.drop();
});

/** A machine that was worked on, with faults, an old log that knew no rules, and a crash. */
async function workedOn(): Promise<void> {
  const stick = join(folder.path, 'U盘');
  mkdirSync(stick);
  await host.call('settings:set', {
    author: AUTHOR,
    authority: '泰安泰山区大数据中心',
    backupFolder: stick,
  });
  await host.call('inspection:open-sample', {});
  await host.call('inspection:open-sample', { phone: PHONE });
  await host.call(`inspection:${AUTHOR}`, {});
  await host.call('evidence:store', { name: `${AUTHOR}.jpg` }, new TextEncoder().encode('no photo'));
  await host.parts.faults({ kind: 'error', name: 'TypeError', places: ['assets/index-abc.js:1:99'] });
  await host.log.flush();
  const old = {
    at: '2026-01-01',
    level: 'info',
    event: 'opened',
    community: '学苑社区',
    path: `${data}/x`,
    phone: PHONE,
  };
  appendFileSync(join(data, 'logs', 'host.jsonl'), `${JSON.stringify(old)}\nDeadly fault of ${AUTHOR}\n`);
  mkdirSync(join(crashFolder(data), 'completed'), { recursive: true });
  writeFileSync(join(crashFolder(data), 'completed', 'a.dmp'), MEMORY);
}

/** Every word of the sample that somebody wrote: names, texts, answers; and what else must stay. */
function secrets(): readonly string[] {
  const sample: unknown = JSON.parse(readFileSync(join(RESOURCES, 'samples', 'xueyuan.json'), 'utf8'));
  const { profile, estates, answers, narratives } = v.parse(Facts, sample);
  const words = JSON.stringify([profile, estates, answers, narratives]).match(/\p{Script=Han}{2,}/gu) ?? [];
  const figures = ['2813', '5814', '152714'];
  const machine = [userInfo().username, hostname(), data, folder.path, 'wangjianguo'].filter((name) => name.length > 4);
  return [...new Set([...words, ...figures, ...machine, AUTHOR, PHONE, 'U盘', 'wang/'])];
}

async function make(withDumps: boolean): Promise<ReadonlyMap<string, Buffer>> {
  const made = await host.parts.diagnostics.make({ withDumps });
  if (!made.ok) throw new Error(made.error.code);
  const found = await host.findFile(made.value.sha256);
  if (!found.ok) throw new Error(found.error.code);
  expect(found.value).toMatchObject({ mime: 'application/zip', size: made.value.size });
  return readZip(found.value.path);
}

describe('the 诊断包', () => {
  it('says nothing of whom, where and what: no name, number, answer, path or id of the data', async () => {
    await workedOn();
    const files = await make(false);
    const [inspection = ''] = readdirSync(join(data, 'inspections'));
    const [device = ''] = readdirSync(join(data, 'inspections', inspection));
    const own = [...files].map(([name, bytes]) => `${name}\n${bytes.toString('utf8')}`).join('\n');
    // The archive's own words explain it; they are the same on every machine.
    const all = [DIAGNOSTICS_NEVER, ...Object.values(DIAGNOSTICS_TEXT)].reduce(
      (text, words) => text.replaceAll(words, ''),
      own,
    );
    const found = [...secrets(), inspection, device.replace('.jsonl', '')].filter((secret) => all.includes(secret));
    expect(found).toEqual([]);
  });

  it('tells what a maintainer needs', async () => {
    await workedOn();
    const files = await make(false);
    const read = (name: string): unknown => JSON.parse(files.get(name)?.toString('utf8') ?? 'null');
    expect([...files.keys()]).toEqual([
      '说明.txt',
      'program.json',
      'system.json',
      'settings.json',
      'journal.json',
      'folders.json',
      'crashes.json',
      'log/host.jsonl',
    ]);
    expect(read('program.json')).toMatchObject({
      version: '0.0.0',
      edition: 'browser',
      engines: { node: process.versions.node },
    });
    expect(read('system.json')).toMatchObject({ platform: process.platform, disk: { freeBytes: expect.any(Number) } });
    expect(read('settings.json')).toMatchObject({ settings: { author: 'set', backupFolder: 'set' } });
    expect(read('journal.json')).toMatchObject([
      {
        inspection: expect.stringMatching(/^#[0-9a-f]{12}$/),
        streams: [{ result: 'intact', events: expect.any(Number) }],
      },
    ]);
    expect(read('crashes.json')).toEqual([{ at: expect.any(String), bytes: MEMORY.length + 4 + 2 }]);
    const log = files.get('log/host.jsonl')?.toString('utf8') ?? '';
    for (const said of [
      'host-started',
      'call-refused',
      'app.bad-request',
      'evidence.unsupported',
      'assets/index-abc.js:1:99',
    ])
      expect(log).toContain(said);
  });

  it('names a torn and a damaged stream, and changes neither', async () => {
    await workedOn();
    const [inspection = ''] = readdirSync(join(data, 'inspections'));
    const stream =
      readdirSync(join(data, 'inspections', inspection)).map((name) =>
        join(data, 'inspections', inspection, name),
      )[0] ?? '';
    const bytes = readFileSync(stream);
    const flipped = Buffer.from(bytes);
    flipped[20] = (flipped[20] ?? 0) ^ 1;
    for (const [content, result] of [
      [bytes.subarray(0, -3), 'journal.tail-cut'],
      [flipped, 'journal.damaged'],
    ] as const) {
      writeFileSync(stream, content);
      const files = await make(false);
      expect(JSON.parse(files.get('journal.json')?.toString('utf8') ?? '')).toMatchObject([{ streams: [{ result }] }]);
      expect(readFileSync(stream).equals(content)).toBe(true);
    }
    writeFileSync(stream, bytes);
  });

  it('takes crash dumps along only when told to, and says before what it will hold', async () => {
    await workedOn();
    const preview = await host.parts.diagnostics.preview();
    expect(preview.dumps).toEqual({ count: 1, bytes: MEMORY.length + 6, latest: expect.any(String) });
    expect((await make(false)).has('crash-dumps/1.dmp')).toBe(false);
    const files = await make(true);
    expect(files.get('crash-dumps/1.dmp')?.toString('utf8')).toBe(MEMORY);
    expect([...files.keys()].filter((name) => !name.startsWith('crash-dumps/'))).toEqual(
      preview.files.map(({ name }) => name),
    );
  });

  it('keeps one archive, refuses a place it cannot write to, and leaves nothing half-written', async () => {
    await make(false);
    host.log.info('host-started');
    await host.log.flush();
    await make(false);
    expect(readdirSync(join(data, 'diagnostics'))).toHaveLength(1);
    const target = join(folder.path, 'no-such-folder', 'out.zip');
    const saved = await host.parts.diagnostics.save(target, { withDumps: false });
    expect(saved).toMatchObject({
      ok: false,
      error: { code: 'diagnostics.write-failed', detail: { reason: 'ENOENT' } },
    });
    expect(existsSync(target)).toBe(false);
  });

  it('runs as a job of the window', async () => {
    const started = await host.call('diagnostics:make', { withDumps: false });
    const { job } = v.parse(v.object({ job: v.string() }), started.ok ? started.value : null);
    await expect
      .poll(async () => host.call('job:get', { job }))
      .toMatchObject({
        value: {
          kind: 'diagnostics',
          state: { is: 'done', product: { name: expect.stringMatching(/^诊断包-\d{8}-\d{4}\.zip$/) } },
        },
      });
  });
});

describe('one thing that cannot be read', () => {
  it.each(['logs/host.jsonl', 'settings.json', 'catalogues', 'inspections', 'stream', 'photos', 'crash-dumps'])(
    'is left out, and all the rest is told: %s',
    async (what) => {
      await workedOn();
      await host.close();
      const [inspection = ''] = readdirSync(join(data, 'inspections'));
      const [stream = ''] = readdirSync(join(data, 'inspections', inspection));
      const path = join(data, what === 'stream' ? `inspections/${inspection}/${stream}` : what);
      const isFolder = statSync(path).isDirectory();
      rmSync(path, { recursive: true });
      // A folder where a file was, and a file where a folder was, are as unreadable as they can be.
      if (isFolder) writeFileSync(path, 'no folder');
      else mkdirSync(path);
      const about = { version: '1.0.0', edition: 'browser', runtime: 'Node 24' } as const;
      const alone = openDiagnostics({ paths: dataPaths(data), about, hash: hashText, now: Date.now });
      const file = join(folder.path, 'out.zip');
      expect(await alone.save(file, { withDumps: true })).toMatchObject({ ok: true });
      const parts = await readZip(file);
      const usual = [
        '说明.txt',
        'program.json',
        'system.json',
        'settings.json',
        'journal.json',
        'folders.json',
        'crashes.json',
      ];
      expect([...parts.keys()]).toEqual(expect.arrayContaining(usual));
      const json = (name: string): unknown => JSON.parse(parts.get(name)?.toString('utf8') ?? '');
      const unread: Readonly<Record<string, string>> = {
        stream: 'unreadable EISDIR',
        inspections: 'unreadable ENOTDIR',
      };
      const sound = { events: expect.any(Number), result: unread[what] ?? 'intact' };
      expect(json('journal.json')).toMatchObject([{ streams: [sound] }]);
      expect(parts.has('log/host.jsonl')).toBe(what !== 'logs/host.jsonl');
      expect(parts.has('crash-dumps/1.dmp')).toBe(what !== 'crash-dumps');
      expect(parts.get('settings.json')?.toString('utf8')).toContain(
        what === 'settings.json' ? 'null' : '"author": "set"',
      );
      host = await openHost(join(folder.path, 'other'));
    },
  );
});

describe('faults of the window', () => {
  const report = { kind: 'error', name: 'TypeError', places: ['assets/index-abc.js:1:99', 'elsewhere'] };

  it('have no room for a message', async () => {
    const refused = [
      { ...report, message: `${AUTHOR} is not a function` },
      { ...report, name: `Error ${AUTHOR}` },
      { ...report, name: 'WangJianguo' },
      { ...report, name: 'Room501Error' },
      { ...report, places: ['zhangsan assets/index-abc.js:1:99'] },
      { ...report, places: [`${AUTHOR} assets/x.js:1:1`] },
      { ...report, places: ['/home/wang/x.js:1:1'] },
      { ...report, kind: 'note' },
    ];
    for (const one of refused)
      expect(await host.call('fault:report', one)).toMatchObject({ ok: false, error: { code: 'app.bad-request' } });
  });

  it('are placed in files that the window truly has: a name that was made up is elsewhere', async () => {
    const places = ['assets/index-abc.js:1:99', 'assets/WangJianguo-13853112.js:1:1', 'elsewhere'];
    await host.call('fault:report', { ...report, places });
    await host.call('fault:report', { ...report, kind: 'policy', name: 'img-src', places: [] });
    await host.log.flush();
    const text = readFileSync(join(data, 'logs', 'host.jsonl'), 'utf8');
    expect(text).toContain('"fault":"TypeError","at":["assets/index-abc.js:1:99","elsewhere","elsewhere"]');
    expect(text).toContain('"directive":"img-src"');
    expect(text).not.toMatch(/wang|1385/i);
  });

  it('are written twenty a minute, and the others counted', async () => {
    let now = 0;
    const slow = await openHost(join(folder.path, 'slow'), { now: () => now });
    for (let count = 0; count < 30; count += 1) await slow.call('fault:report', report);
    now = 61_000;
    await slow.call('fault:report', report);
    await slow.close();
    const lines = readFileSync(join(folder.path, 'slow', 'logs', 'host.jsonl'), 'utf8')
      .trim()
      .split('\n');
    expect(lines.filter((line) => line.includes('"window-fault"'))).toHaveLength(21);
    expect(lines.join()).toContain('"event":"window-faults-dropped","count":10');
  });
});

describe('crash dumps', () => {
  it('are found wherever the crash reporter puts them, latest first, and the old ones go', async () => {
    const crashes = join(folder.path, 'crash-dumps');
    const now = Date.UTC(2026, 6, 1);
    mkdirSync(join(crashes, 'pending'), { recursive: true });
    for (let index = 0; index < 14; index += 1) {
      const path = join(crashes, index % 2 === 0 ? '.' : 'pending', `${index}.dmp`);
      writeFileSync(path, 'x');
      const at = now / 1000 - index * 10 * 24 * 3600;
      utimesSync(path, at, at);
    }
    writeFileSync(join(crashes, 'settings.dat'), 'x');
    expect((await listDumps(crashes)).map(({ at }) => at)[0]).toBe(now);
    expect(await pruneDumps(crashes, now)).toBe(4);
    expect(await listDumps(crashes)).toHaveLength(10);
    expect(await listDumps(join(folder.path, 'none'))).toEqual([]);
  });
});
