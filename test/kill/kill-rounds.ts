import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Host } from '#electron/services/host/host.ts';
import type { InspectionId, Sha256 } from '#shared/ids.ts';
import { fold } from '#shared/log/fold.ts';
import { openHost, tempFolder } from '#test/electron/services/temp-host.ts';
import { directApi } from '#test/fakes/direct-api.ts';
import { seeded } from './random.ts';

const WRITER = join(import.meta.dirname, 'writer-process.ts');

/** The writer is started hundreds of times: it need not be compiled as often. */
const COMPILE_CACHE = join(tmpdir(), 'workbench-kill-cache');

/** Rounds on one data folder, so that each start also meets what earlier kills left; then a new one, to stay fast. */
const ROUNDS_PER_FOLDER = 10;

/** What a series of kills came to. `faults` names everything that breaks the promise, in words. */
export interface KillReport {
  readonly seed: number;
  readonly rounds: number;
  readonly batches: number;
  readonly photos: number;
  readonly begun: number;
  /** Rounds in which the kill left a write unfinished on the disk. */
  readonly torn: number;
  readonly faults: readonly string[];
}

/** What the killed writer had been told is saved. */
interface Acknowledged {
  readonly batches: Map<number, string>;
  readonly photos: Set<string>;
  readonly begun: Set<string>;
}

/** Kills a writing host `rounds` times at moments the seed decides, and looks after each at what is on the disk. */
export async function killRounds(seed: number, rounds: number): Promise<KillReport> {
  const random = seeded(seed);
  const sum = { batches: 0, photos: 0, begun: 0, torn: 0 };
  const faults: string[] = [];
  for (let done = 0; done < rounds; done += ROUNDS_PER_FOLDER) {
    const folder = await tempFolder();
    const acknowledged: Acknowledged = { batches: new Map(), photos: new Set(), begun: new Set() };
    for (let round = done; round < Math.min(rounds, done + ROUNDS_PER_FOLDER); round += 1) {
      await writeAndKill(folder.path, round, random, acknowledged);
      const found = await examine(folder.path, acknowledged);
      faults.push(...found.faults.map((fault) => `round ${round}: ${fault}`));
      sum.torn += found.torn ? 1 : 0;
    }
    sum.batches += acknowledged.batches.size;
    sum.photos += acknowledged.photos.size;
    sum.begun += acknowledged.begun.size;
    await rm(folder.path, { recursive: true, force: true });
  }
  return { seed, rounds, ...sum, faults };
}

/** A kill comes behind one of so many acknowledged batches, however long they take here. */
const BATCHES = 30;

/** Runs the writer and kills it: mostly in the midst of writing, now and then while it starts. */
function writeAndKill(root: string, round: number, random: () => number, into: Acknowledged): Promise<void> {
  const [seed, killsStart, delay] = [Math.floor(random() * 2 ** 31), random() < 0.1, random()];
  const behind = Math.floor(random() * BATCHES);
  return new Promise((resolve, reject) => {
    const args = [WRITER, root, String(seed), String(round * 1_000_000)];
    const env = { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE };
    const writer = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env });
    const killAfter = (ms: number) => setTimeout(() => writer.kill('SIGKILL'), ms);
    if (killsStart) killAfter(delay * 600);
    let output = '';
    let isMet = killsStart;
    writer.stdout.setEncoding('utf8');
    writer.stdout.on('data', (text: string) => {
      output += text;
      const saved = output.split('\nsaved ').length - 1;
      if (isMet || !output.includes('ready\n') || saved < behind) return;
      isMet = true;
      killAfter(delay * 20);
    });
    writer.on('error', reject);
    writer.on('close', (_code, signal) => {
      if (signal !== 'SIGKILL') return reject(new Error(`the writer ended by itself in round ${round}`));
      for (const line of output.split('\n').slice(0, -1)) takeLine(line, into);
      resolve();
    });
  });
}

function takeLine(line: string, { batches, photos, begun }: Acknowledged): void {
  const [what, first = '', second = ''] = line.split(' ');
  if (what === 'saved') batches.set(Number(first), second);
  if (what === 'photo') photos.add(first);
  if (what === 'begun') begun.add(first);
}

/** Opens the data folder as the next start does and holds it against what was acknowledged. */
async function examine(root: string, acknowledged: Acknowledged) {
  const host = await openHost(root);
  try {
    const listed = await directApi(host.call, () => () => undefined).call('inspection:list', {});
    if (!listed.ok) return { faults: [`cannot be listed: ${listed.error.code}`], torn: false };
    const faults: string[] = [];
    const present = new Map<number, string>();
    for (const { id, damage } of listed.value) {
      if (damage !== null && damage.code !== 'journal.tail-cut') faults.push(`${id}: ${damage.code}`);
      faults.push(...(await examineInspection(host, id, present)));
    }
    const ids = new Set<string>(listed.value.map(({ id }) => id));
    for (const id of acknowledged.begun) if (!ids.has(id)) faults.push(`inspection ${id} is lost`);
    for (const [batch, id] of acknowledged.batches) {
      if (present.get(batch) !== id) faults.push(`batch ${batch} of ${id} is lost`);
    }
    for (const sha256 of acknowledged.photos) faults.push(...(await photoFaults(host, sha256 as Sha256)));
    return { faults, torn: listed.value.some(({ damage }) => damage !== null) };
  } finally {
    await host.close();
  }
}

/** Reads an inspection with its chain checked, and notes its batches; a batch in part is a fault. */
async function examineInspection(host: Host, id: InspectionId, present: Map<number, string>): Promise<string[]> {
  const events = [];
  for (let more = true; more;) {
    const seen = Object.fromEntries(events.map(({ device, seq }) => [device, seq]));
    const read = await host.parts.inspections.readEvents(id, seen);
    if (!read.ok) return [`${id}: ${read.error.code}`];
    events.push(...read.value.events);
    more = read.value.more;
  }
  const sizes = new Map<number, { expected: number; found: number }>();
  for (const { payload } of events) {
    const [, batch, size] = /^batch (\d+) \d+ (\d+) /.exec(String(payload['text'])) ?? [];
    if (batch === undefined) continue;
    const { found } = sizes.get(Number(batch)) ?? { found: 0 };
    sizes.set(Number(batch), { expected: Number(size), found: found + 1 });
    present.set(Number(batch), id);
  }
  const halves = [...sizes].filter(([, { expected, found }]) => expected !== found);
  const faults = halves.map(([batch, { expected, found }]) => `batch ${batch} has ${found} of ${expected} events`);
  const state = fold(events);
  if (state === null) return [...faults, `${id} does not fold`];
  // An event never names an original that is not there: the photo is on disk before the event is asked for.
  for (const { sha256 } of state.facts.evidence) faults.push(...(await photoFaults(host, sha256)));
  return faults;
}

async function photoFaults(host: Host, sha256: Sha256): Promise<string[]> {
  const read = await host.parts.evidence.read(sha256);
  return read.ok ? [] : [`photo ${sha256.slice(0, 12)}: ${read.error.code}`];
}

/** A seed to repeat a series with: the environment's, or a new one. */
export function killSeed(): number {
  const given = Number(process.env['KILL_SEED']);
  return Number.isSafeInteger(given) && given > 0 ? given : Math.floor(Math.random() * 2 ** 31);
}

/** The figures of a series, for the log of a test run. */
export function reportText({ rounds, batches, photos, begun, torn, faults, seed }: KillReport): string {
  const written = `${batches} batches, ${photos} photos and ${begun} inspections acknowledged`;
  return `kill: ${rounds} rounds, ${written}, ${torn} rounds with a torn tail, lost = ${faults.length} (KILL_SEED=${seed})`;
}
