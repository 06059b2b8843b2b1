import { rm } from 'node:fs/promises';
import { memoryFolder } from '#test/electron/services/temp-host.ts';
import { examine } from './examine.ts';
import type { Outcome } from './examine.ts';
import type { Fault } from './faults.ts';
import type { Files } from './sound-folder.ts';

interface Sum {
  readonly cases: number;
  readonly reported: number;
  readonly whole: number;
  readonly silent: number;
  readonly codes: readonly string[];
}

const NOTHING: Sum = { cases: 0, reported: 0, whole: 0, silent: 0, codes: [] };

/** What a set of faults came to, by kind. `faults` names everything that breaks the promise, in words. */
export interface DamageReport {
  readonly sums: ReadonlyMap<string, Sum>;
  readonly faults: readonly string[];
}

/** Puts each fault into the sound folder by itself and looks at what the program makes of it. */
export async function damageSet(sound: Files, all: readonly Fault[]): Promise<DamageReport> {
  const folder = await memoryFolder();
  const sums = new Map<string, Sum>();
  const faults: string[] = [];
  for (const [index, fault] of all.entries()) {
    // A folder for each: what a program of an earlier case still remembers must not be written into this one.
    const root = `${folder.path}/data-${index}`;
    const outcome = await examine(root, sound, fault);
    await rm(root, { recursive: true, force: true, maxRetries: 5 });
    sums.set(fault.kind, added(sums.get(fault.kind) ?? NOTHING, outcome));
    const silent = outcome.is === 'silent' ? ['accepted silently'] : [];
    faults.push(...[...silent, ...outcome.faults].map((text) => `${fault.kind} (${fault.what}): ${text}`));
  }
  await folder.drop();
  return { sums, faults };
}

const added = ({ cases, reported, whole, silent, codes }: Sum, outcome: Outcome): Sum => ({
  cases: cases + 1,
  reported: reported + (outcome.is === 'reported' ? 1 : 0),
  whole: whole + (outcome.is === 'whole' ? 1 : 0),
  silent: silent + (outcome.is === 'silent' ? 1 : 0),
  codes: [...new Set([...codes, ...outcome.codes])],
});

/** The figures of a set, for the log of a test run: in one line, and by kind. */
export function damageText({ sums, faults }: DamageReport): string {
  const figures = ({ cases, reported, whole, silent }: Sum) =>
    `${cases} cases, ${reported} reported, ${whole} with nothing lost, silently accepted = ${silent}`;
  const all = [...sums.values()].reduce(
    (sum, one) => ({
      cases: sum.cases + one.cases,
      reported: sum.reported + one.reported,
      whole: sum.whole + one.whole,
      silent: sum.silent + one.silent,
      codes: [],
    }),
    NOTHING,
  );
  const kinds = [...sums].map(
    ([kind, sum]) => `  ${kind}: ${figures(sum)}${sum.codes.map((code) => ` ${code}`).join('')}`,
  );
  return [`damage: ${sums.size} kinds, ${figures(all)}, other faults = ${faults.length}`, ...kinds].join('\n');
}
