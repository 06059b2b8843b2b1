import { spawn } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Host } from '#electron/services/host/host.ts';
import type { InspectionId } from '#shared/ids.ts';
import {
  addPhoto,
  append,
  newInspection,
  newWorld,
  note,
  pack,
  preview,
  standing,
  take,
} from '#test/electron/services/package/package-world.ts';
import type { World } from '#test/electron/services/package/package-world.ts';
import { valueOf } from '#test/electron/services/package/value-of.ts';
import { seeded } from './random.ts';

const WORKER = join(import.meta.dirname, 'package-process.ts');
const COMPILE_CACHE = join(tmpdir(), 'workbench-kill-cache');

/** Enough originals for a kill to fall between two of them. */
const PHOTOS = 60;
const PHOTO_BYTES = 60_000;

/** What a series of kills of exports and imports came to. */
export interface PackageKillReport {
  readonly seed: number;
  readonly rounds: number;
  /** Kills that left an import unfinished. */
  readonly cut: number;
  readonly faults: readonly string[];
}

/** Kills exports and imports `rounds` times each at moments the seed decides, and looks after each at what there is. */
export async function packageKillRounds(seed: number, rounds: number): Promise<PackageKillReport> {
  const random = seeded(seed);
  const world = await newWorld();
  try {
    const id = await source(world);
    const faults = [...(await killExports(world, id, random, rounds))];
    const imports = await killImports(world, id, random, rounds);
    return { seed, rounds, cut: imports.cut, faults: [...faults, ...imports.faults] };
  } finally {
    await world.end();
  }
}

/** A data folder `a` with an inspection that two devices wrote to, and a package of it, `whole.ysb`. */
async function source(world: World): Promise<InspectionId> {
  const [a, b] = [await world.host('a'), await world.host('b')];
  const id = await newInspection(a, 0);
  await pack(a, id, join(world.path, 'first.ysb'));
  valueOf(await take(b, join(world.path, 'first.ysb')));
  await append(b, id, [note(1, '另一台电脑写的')]);
  await pack(b, id, join(world.path, 'b.ysb'));
  valueOf(await take(a, join(world.path, 'b.ysb')));
  for (let index = 0; index < PHOTOS; index += 1) await addPhoto(a, id, `${index}.png`, PHOTO_BYTES);
  await pack(a, id, join(world.path, 'whole.ysb'));
  await world.close(a);
  await world.close(b);
  return id;
}

async function killExports(world: World, id: InspectionId, random: () => number, rounds: number): Promise<string[]> {
  const faults: string[] = [];
  const out = join(world.path, 'out');
  await mkdir(out);
  const file = join(out, 'x.ysb');
  const reader = await world.host('reader');
  for (let round = 0; round < rounds; round += 1) {
    await runAndKill(['export', join(world.path, 'a'), file, id], random() * 150);
    const names = await readdir(out);
    const strange = names.filter((name) => name !== 'x.ysb' && !/^\.workbench-[0-9a-f-]+\.part$/.test(name));
    if (strange.length > 0) faults.push(`export ${round}: left ${strange.join()}`);
    const seen = names.includes('x.ysb') ? await preview(reader, file) : null;
    if (seen?.ok === false) faults.push(`export ${round}: half a package, ${seen.error.code}`);
  }
  const a = await world.host('a');
  await pack(a, id, file);
  const left = await readdir(out);
  // What the killed ones left has names of its own, and goes with the next.
  if (left.join() !== 'x.ysb') faults.push(`a whole export left ${left.join()}`);
  await world.close(a);
  return faults;
}

async function killImports(world: World, id: InspectionId, random: () => number, rounds: number) {
  const file = join(world.path, 'whole.ysb');
  const a = await world.host('a');
  const whole = JSON.stringify(await standing(a, id));
  const faults: string[] = [];
  let cut = 0;
  for (let round = 0; round < rounds; round += 1) {
    const name = `target-${round}`;
    await runAndKill(['import', join(world.path, name), file], random() * 250);
    const target = await world.host(name);
    const before = await examine(target, id, whole);
    if (before !== 'whole') cut += 1;
    if (before.startsWith('fault')) faults.push(`import ${round}: ${before}`);
    valueOf(await take(target, file));
    const after = await examine(target, id, whole);
    if (after !== 'whole') faults.push(`import ${round}, done again: ${after}`);
    await world.close(target);
  }
  return { cut, faults };
}

/** How an inspection stands after a kill: there is none, it is told to be unfinished, or it is whole. */
async function examine(host: Host, id: InspectionId, whole: string): Promise<string> {
  const listed = await host.call('inspection:list', {});
  const [info] = listed.ok ? (listed.value as { damage: { code: string } | null }[]) : [];
  if (info === undefined) return 'none';
  const now = await standing(host, id);
  for (const { sha256 } of now.facts?.evidence ?? []) {
    if (!(await host.parts.evidence.read(sha256)).ok) return `fault: original ${sha256.slice(0, 8)} is missing`;
  }
  if (info.damage !== null) return `unfinished: ${info.damage.code}`;
  return JSON.stringify(now) === whole ? 'whole' : 'fault: a part is taken for the whole';
}

/** Runs the worker and kills it some time after it is ready. */
function runAndKill(args: readonly string[], delayMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE };
    const worker = spawn(process.execPath, [WORKER, ...args], { stdio: ['ignore', 'pipe', 'inherit'], env });
    let output = '';
    let isReady = false;
    worker.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (isReady || !output.includes('ready\n')) return;
      isReady = true;
      setTimeout(() => worker.kill('SIGKILL'), delayMs);
    });
    worker.on('error', reject);
    worker.on('close', (_code, signal) =>
      signal === 'SIGKILL' ? resolve() : reject(new Error(`the worker ended by itself: ${args.join(' ')}`)),
    );
  });
}
