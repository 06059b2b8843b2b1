import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATA_FORMAT } from '#electron/services/journal/data-folder.ts';
import type { Host } from '#electron/services/host/host.ts';
import type { InspectionId } from '#shared/ids.ts';
import { Sha256 } from '#shared/ids.ts';
import type { EventType } from '#shared/log/payloads.ts';
import { PAYLOADS } from '#shared/log/payloads.ts';
import { payloadVersion } from '#shared/log/upcast.ts';
import { PACKAGE_FORMAT, PackageManifest } from '#shared/package/manifest.ts';
import { pathOf } from '#shared/holding/holding.ts';
import { append, newInspection, newWorld, note, pack, take } from '#test/electron/services/package/package-world.ts';
import type { World } from '#test/electron/services/package/package-world.ts';
import { valueOf } from '#test/electron/services/package/value-of.ts';
import { apiOf } from '#test/electron/services/sample-host.ts';
import { backupJobs } from '#test/support/job.ts';
import { settlement } from '#test/support/settle.ts';

// What resources/formats says, held against what is written: by another program, made from those documents alone.

const READER = join(import.meta.dirname, 'reader-process.mjs');
const FORMATS = join(import.meta.dirname, '..', '..', 'resources', 'formats');
const document = (name: string): string => readFileSync(join(FORMATS, `${name}.md`), 'utf8');

function read(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [READER, ...args], { encoding: 'utf8' });
  return { status, said: stderr, value: stdout === '' ? null : JSON.parse(stdout) };
}

let world: World;
let inspection: InspectionId;
const devices = { a: '', b: '' };

const at = (...names: readonly string[]): string => join(world.path, ...names);
const streamOf = (folder: string, device: string): string => at(folder, 'inspections', inspection, `${device}.jsonl`);

async function publish({ parts: { inspections } }: Host): Promise<void> {
  const { state, catalogue } = valueOf(await inspections.open(inspection));
  const { replies, accepted } = settlement(state, catalogue);
  valueOf(await inspections.append(inspection, replies));
  valueOf(await inspections.finalise(inspection, '李主任', accepted));
  const factsSha256 = valueOf(await inspections.open(inspection)).state.finalised?.factsSha256;
  if (factsSha256 === undefined) throw new Error('not finalised');
  valueOf(await inspections.recordPublication(inspection, { factsSha256, ...placeNotice(), signatures: [] }));
}

/** Two files that a publication names, as they lie in a data folder. */
function placeNotice(): { readonly pdfSha256: Sha256; readonly xlsxSha256: Sha256 } {
  const place = (content: string, ending: 'pdf' | 'xlsx'): Sha256 => {
    const sha256 = v.parse(Sha256, createHash('sha256').update(content).digest('hex'));
    mkdirSync(at('a', 'notices', inspection), { recursive: true });
    writeFileSync(at('a', pathOf({ is: 'notice', inspection, sha256, ending })), content);
    return sha256;
  };
  return { pdfSha256: place('%PDF-1.7\n公示', 'pdf'), xlsxSha256: place('PK\u0003\u0004附件', 'xlsx') };
}

/** Two devices that exchanged packages; the first one finalised, published and packed all of it. */
beforeAll(async () => {
  world = await newWorld();
  const [a, b] = [await world.host('a'), await world.host('b')];
  inspection = await newInspection(a, 2);
  await append(a, inspection, [note(1, '甲写的，带“引号”、\n换行和𠀀'), note(2, '同一批')]);
  await pack(a, inspection, at('first.ysb'));
  valueOf(await take(b, at('first.ysb')));
  await append(b, inspection, [note(3, '乙写的')]);
  await pack(b, inspection, at('b.ysb'));
  valueOf(await take(a, at('b.ysb')));
  await publish(a);
  await pack(a, inspection, at('a.ysb'));
  [devices.a, devices.b] = [a.parts.info().device, b.parts.info().device];
  for (const host of [a, b]) await world.close(host);
});
afterAll(() => world.end());

describe('a program made from the documents alone', () => {
  it('uses nothing but what Node brings', () => {
    const imports = [...readFileSync(READER, 'utf8').matchAll(/from '([^']+)'/g)].map(([, from]) => from);
    expect(imports.filter((from) => !from?.startsWith('node:'))).toEqual([]);
  });

  it('reads a journal to the same events and the same head', async () => {
    const host = await world.host('a');
    const { events, heads } = valueOf(await host.parts.inspections.readEvents(inspection, {}));
    for (const device of Object.values(devices)) {
      const { value } = read('stream', streamOf('a', device), inspection, device);
      expect(value.end).toBe('clean');
      expect(value.events).toEqual(events.filter((event) => event.device === device));
      expect(value.head).toEqual(Object.entries(heads).find(([name]) => name === device)?.[1]);
    }
    await world.close(host);
  });

  it('reads a data folder, and who vouches for what in it', () => {
    const { value } = read('folder', at('a'));
    expect(value.format).toBe(3);
    const streams = value.inspections[inspection];
    expect(streams[devices.a]).toMatchObject({ end: 'clean', reachesRemembered: true, vouchedTo: null });
    expect(streams[devices.b]).toMatchObject({ end: 'clean', events: 1, reachesRemembered: true, vouchedTo: 1 });
  });

  it('verifies a package with its streams, vouchers and files', () => {
    const { value } = read('package', at('a.ysb'));
    expect(value.inspection).toBe(inspection);
    expect(Object.keys(value.streams).toSorted()).toEqual([devices.a, devices.b].toSorted());
    expect(value.streams[devices.a].key).toBe(value.packedBy);
    expect(value.streams[devices.b].key).toMatch(/^[\w-]{43}$/);
    const kinds = value.files.map((path: string) => path.split('/')[0]);
    expect(kinds).toEqual(['catalogues', 'inspections', 'inspections', 'notices', 'notices', 'photos', 'photos']);
  });

  it('verifies a generation of a backup', async () => {
    const host = await world.host('a');
    mkdirSync(at('stick'));
    valueOf(await apiOf(host).call('backup:use-folder', { folder: at('stick') }));
    const generation = valueOf(await backupJobs(apiOf(host)).run()).name;
    await world.close(host);
    const { value } = read('backup', at('stick', 'workbench-backups'), generation);
    expect(value).toMatchObject({ photos: 2, notices: 2 });
    expect(value.streams).toHaveLength(2);
    expect(value.streams.every(({ vouched }: { vouched: boolean }) => vouched)).toBe(true);
  });
});

describe('it refuses what the program itself refuses', () => {
  const changed = (bytes: Buffer, change: (bytes: Buffer) => Buffer): string => {
    const path = at(`changed-${createHash('sha256').update(bytes).digest('hex').slice(0, 8)}`);
    writeFileSync(path, change(bytes));
    return path;
  };
  const stream = (change: (bytes: Buffer) => Buffer) =>
    read('stream', changed(readFileSync(streamOf('a', devices.a)), change), inspection, devices.a).value;
  const flip = (bytes: Buffer, where: number): Buffer => {
    const copy = Buffer.from(bytes);
    copy[where] = (copy[where] ?? 0) ^ 1;
    return copy;
  };

  it('a byte of a line that is another', () => {
    expect(stream((bytes) => flip(bytes, bytes.length - 30)).end).toBe('damaged');
  });

  it('a write that was cut short, of which nothing counts', () => {
    const whole = stream((bytes) => bytes);
    const text = readFileSync(streamOf('a', devices.a));
    const inBatch = text.lastIndexOf('\n', text.indexOf(' +1 {')) + 1;
    const cut = stream((bytes) => bytes.subarray(0, bytes.indexOf(0x0a, inBatch) + 1));
    expect(cut.end).toBe('torn');
    expect(cut.events.length).toBeLessThan(whole.events.length);
    expect(stream((bytes) => bytes.subarray(0, -1)).end).toBe('torn');
  });

  it('a line that was taken out, though every line left is sound', () => {
    const cut = stream((bytes) => {
      const lines = bytes.toString('utf8').split('\n');
      const index = lines.findIndex((line, place) => place > 0 && / \{/.test(line.slice(8, 10)));
      return Buffer.from(lines.filter((_, place) => place !== index).join('\n'));
    });
    expect(cut.end).toBe('damaged');
  });

  it('a package of which one byte anywhere is another', () => {
    const bytes = readFileSync(at('a.ysb'));
    const places = Array.from({ length: 8 }, (_, index) => Math.floor((bytes.length * (index + 0.5)) / 8));
    for (const place of [0, 10, ...places, bytes.length - 1]) {
      const { status } = read(
        'package',
        changed(bytes, (whole) => flip(whole, place)),
      );
      expect(status, `byte ${place}`).not.toBe(0);
    }
  });
});

describe('the documents', () => {
  it('name every type of event in the version that is written', () => {
    const rows = [...document('journal').matchAll(/^\| `([a-z.]+)`\s*\| (\d+)\s*\|/gm)];
    const named = Object.fromEntries(rows.map(([, type, version]) => [type, Number(version)]));
    const types = Object.keys(PAYLOADS).filter((type): type is EventType => Object.hasOwn(PAYLOADS, type));
    expect(named).toEqual(Object.fromEntries(types.map((type) => [type, payloadVersion(type)])));
  });

  it('name every member of every payload', () => {
    const lines = document('journal').split('\n');
    for (const [type, { entries }] of Object.entries(PAYLOADS)) {
      const row = lines.find((line) => line.startsWith(`| \`${type}\``)) ?? '';
      for (const member of Object.keys(entries)) expect(row, type).toContain(`\`${member}`);
    }
  });

  it('say the formats of today', () => {
    expect(document('data-folder')).toContain(`Format ${DATA_FORMAT}.`);
    expect(document('package')).toContain(`format ${PACKAGE_FORMAT})`);
    for (const member of Object.keys(PackageManifest.entries)) expect(document('package')).toContain(`| \`${member}\``);
  });

  it('are all listed, and lead to one another', () => {
    const files = readdirSync(FORMATS).filter((name) => name !== 'README.md');
    for (const name of files) expect(document('README')).toContain(`](${name})`);
    const links = files.flatMap((name) => [...document(name.replace('.md', '')).matchAll(/\]\(([^)#]+)\)/g)]);
    for (const [, to = ''] of links) expect(readFileSync(join(FORMATS, to), 'utf8')).not.toBe('');
  });
});
