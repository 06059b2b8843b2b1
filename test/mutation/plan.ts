import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seeded } from '#test/kill/random.ts';
import { type Mutant, mutantsOf, planted } from './mutants.ts';

/** A bug in a file of the project. */
export interface Planned {
  readonly file: string;
  readonly line: number;
  readonly mutant: Mutant;
  readonly before: string;
  readonly after: string;
}

/** Some of the bugs that can be planted in a folder, the same for the same seed. */
export function planFor(root: string, folder: string, count: number, seed: number): readonly Planned[] {
  const files = globSync(`${folder}/**/*.ts`, { cwd: root }).toSorted();
  const all = files.flatMap((file) => {
    const source = readFileSync(join(root, file), 'utf8');
    return mutantsOf(source, file).map((mutant) => plannedOf(file, source, mutant));
  });
  const random = seeded(seed);
  return all
    .map((planned) => ({ planned, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ planned }) => planned);
}

function plannedOf(file: string, source: string, mutant: Mutant): Planned {
  const line = source.slice(0, mutant.start).split('\n').length;
  const from = source.lastIndexOf('\n', mutant.start - 1) + 1;
  const next = source.indexOf('\n', mutant.end);
  const to = next < 0 ? source.length : next;
  const after = planted(source, mutant).slice(from, to + mutant.becomes.length - (mutant.end - mutant.start));
  return { file, line, mutant, before: source.slice(from, to), after };
}
