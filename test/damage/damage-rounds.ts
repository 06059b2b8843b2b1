import { memoryFolder } from '#test/electron/services/temp-host.ts';
import { seeded } from '#test/kill/random.ts';
import { faultsOf, flip } from './faults.ts';
import type { Fault } from './faults.ts';
import { INSPECTIONS, openAt, readFiles, streamsOf, textsOf, writeFiles } from './sound-folder.ts';
import type { Files } from './sound-folder.ts';
import { taken } from '../electron/services/journal/journal-events.ts';

/** What a series of damaged, written and repaired folders came to. `faults` names what breaks the promise, in words. */
export interface RoundsReport {
  readonly seed: number;
  readonly rounds: number;
  readonly saves: number;
  readonly damages: number;
  readonly repairs: number;
  readonly faults: readonly string[];
}

/** Copies of all streams elsewhere, by file name: the longest sound one of each. */
type Elsewhere = Map<string, Buffer>;

const STEPS = 12;

/**
 * Damages, writes to, restarts and repairs a folder in an order that the seed decides, with every save copied elsewhere.
 * Whatever is missing must be said at every start; in the end, with the copies adopted, nothing may be missing.
 */
export async function damageRounds(seed: number, rounds: number): Promise<RoundsReport> {
  const random = seeded(seed);
  const sum = { saves: 0, damages: 0, repairs: 0 };
  const faults: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const folder = await memoryFolder();
    const root = `${folder.path}/data`;
    const saved = new Set<string>();
    const elsewhere: Elsewhere = new Map();
    await save(root, saved, `${round} 起`, elsewhere);
    for (let step = 0; step < STEPS; step += 1) {
      const chance = random();
      if (chance < 0.45) {
        sum.saves += 1;
        await save(root, saved, `${round}.${step}`, elsewhere);
      } else if (chance < 0.85) {
        sum.damages += 1;
        await damage(root, random);
      } else {
        sum.repairs += 1;
        await adoptAll(root, elsewhere);
      }
      faults.push(...(await silentLoss(root, saved)).map((fault) => `round ${round}, step ${step}: ${fault}`));
    }
    await adoptAll(root, elsewhere);
    const lacking = [...saved].filter((text) => !elsewhereOrHere(elsewhere).has(text));
    const there = new Set((await present(root)).texts);
    const lost = [...saved].filter((text) => !there.has(text));
    faults.push(...[...lacking, ...lost].map((text) => `round ${round}: ${text} is lost`));
    await folder.drop();
  }
  return { seed, rounds, ...sum, faults };
}

async function save(root: string, saved: Set<string>, name: string, elsewhere: Elsewhere): Promise<void> {
  const opened = await openAt(root);
  for (const inspection of INSPECTIONS) {
    const texts = [`${name} ${inspection} 一`, `${name} ${inspection} 二`];
    const { ok } = await opened.save(inspection, texts);
    if (ok) texts.forEach((text) => saved.add(text));
  }
  await opened.heads.flush();
  keepElsewhere(await readFiles(root), elsewhere);
}

/** A copy elsewhere only ever grows: what it has is never replaced by less. */
function keepElsewhere(files: Files, elsewhere: Elsewhere): void {
  for (const { name, head } of streamsOf(files)) {
    const known = streamsOf(new Map(elsewhere)).find((one) => one.name === name);
    if (known === undefined || known.head.seq < head.seq) elsewhere.set(name, files.get(name) ?? Buffer.alloc(0));
  }
}

async function damage(root: string, random: () => number): Promise<void> {
  const files = await readFiles(root);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const name = pick(streamsOf(files))?.name;
  const bit = (): Fault | undefined =>
    name === undefined
      ? undefined
      : flip(name, Math.floor(random() * (files.get(name)?.length ?? 1)), Math.floor(random() * 8));
  const fault = random() < 0.3 ? bit() : pick(faultsOf(files).filter(({ kind }) => !kind.startsWith('every event')));
  if (fault !== undefined) await writeFiles(root, fault.to(files));
}

async function adoptAll(root: string, elsewhere: Elsewhere): Promise<void> {
  const { journal, heads } = await openAt(root);
  for (const copy of streamsOf(new Map(elsewhere))) await taken(journal, copy);
  await heads.flush();
}

async function present(root: string) {
  const { journal } = await openAt(root);
  const texts: string[] = [];
  const said = new Set<string>();
  for (const inspection of INSPECTIONS) {
    const [read, view] = [await journal.read(inspection), await journal.view(inspection)];
    if (read.ok) texts.push(...textsOf(read.value));
    const code = view.ok ? view.value.damage?.code : view.error.code;
    if (code !== undefined && code !== 'journal.tail-cut') said.add(inspection);
  }
  return { texts, said };
}

async function silentLoss(root: string, saved: ReadonlySet<string>): Promise<string[]> {
  const { texts, said } = await present(root);
  const there = new Set(texts);
  return [...saved].filter((text) => !there.has(text) && ![...said].some((id) => text.includes(id)));
}

const elsewhereOrHere = (elsewhere: Elsewhere): Set<string> =>
  new Set(streamsOf(new Map(elsewhere)).flatMap(({ events }) => textsOf(events)));

/** The figures of a series, for the log of a test run. */
export function roundsText({ rounds, saves, damages, repairs, faults, seed }: RoundsReport): string {
  const done = `${saves} saves, ${damages} damages and ${repairs} repairs in chance order`;
  return `damage: ${rounds} folders, ${done}, lost or accepted silently = ${faults.length} (KILL_SEED=${seed})`;
}
