import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import areas from './areas.json' with { type: 'json' };
import { importersAmong, testsOf } from './import-graph.ts';
import type { Verdict } from './lane-process.ts';
import { planted } from './mutants.ts';
import { planFor, type Planned } from './plan.ts';
import { Tree } from './tree.ts';

// Plants bugs, one at a time, and tells which of them no test notices. Each is planted in a copy of the project, and the
// unit test files that reach its file are run there, the nearest so many, until one fails.
// Usage: node test/mutation/main.ts [--folder shared/log] [--count 20] [--seed 7] [--trees 2] [--near 16]

const ROOT = join(import.meta.dirname, '..', '..');
const KEPT = join(import.meta.dirname, 'equivalent.json');
const { values: flags } = parseArgs({
  options: {
    folder: { type: 'string' },
    count: { type: 'string' },
    seed: { type: 'string', default: '1' },
    trees: { type: 'string', default: '2' },
    near: { type: 'string', default: '16' },
  },
});
const seed = Number(flags.seed);

/** Bugs that are none, because nobody can tell the difference, and why. */
const Equivalent = v.array(
  v.strictObject({ file: v.string(), before: v.string(), after: v.string(), why: v.string() }),
);
const equivalent = v.parse(Equivalent, JSON.parse(readFileSync(KEPT, 'utf8')));
const isKnown = ({ file, before, after }: Planned): boolean =>
  equivalent.some((one) => one.file === file && one.before === before.trim() && one.after === after.trim());

interface Tried {
  readonly folder: string;
  readonly planned: Planned;
  readonly verdict: Verdict;
}

const folders = Object.entries(areas).filter(([folder]) => flags.folder === undefined || folder === flags.folder);
if (folders.length === 0 && flags.folder !== undefined) folders.push([flags.folder, 20]);
const plan = folders.flatMap(([folder, count]) =>
  planFor(ROOT, folder, Number(flags.count ?? count), seed).map((planned) => ({ folder, planned })),
);
const open = plan.filter(({ planned }) => !isKnown(planned));
console.log(`seed ${seed}: ${plan.length} bugs, ${plan.length - open.length} of them known to make no difference`);

const files = globSync('{shared,electron,renderer,test}/**/*.{ts,tsx}', { cwd: ROOT });
const importers = importersAmong(ROOT, files);
const isTest = (path: string) => /^test\/(?!contract|e2e|bench|soak|package).*\.test\.tsx?$/.test(path);
const home = mkdtempSync(join(tmpdir(), 'mutation-'));
const sound = new Map<string, Promise<boolean>>();
const tried: Tried[] = [];
const trees = Array.from({ length: Number(flags.trees) }, (_, index) => new Tree(ROOT, join(home, String(index))));
try {
  const rest = open.toReversed();
  await Promise.all(trees.map((tree) => work(tree, rest)));
} finally {
  await Promise.all(trees.map((tree) => tree.close()));
  rmSync(home, { recursive: true, force: true });
}
report();

async function work(tree: Tree, rest: { folder: string; planned: Planned }[]): Promise<void> {
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const { folder, planned } = next;
    const tests = testsOf(planned.file, importers, isTest).slice(0, Number(flags.near));
    const source = readFileSync(join(ROOT, planned.file), 'utf8');
    const verdict = await tree.tried(planned.file, planted(source, planned.mutant), tests);
    if (verdict !== null && !(await isSound(tree, planned.file, source, verdict.file))) {
      console.log(`! ${verdict.file} fails without any bug: ${verdict.test}`);
      process.exitCode = 1;
      continue;
    }
    tried.push({ folder, planned, verdict });
    console.log(`${verdict === null ? 'SURVIVED' : 'killed  '} ${planned.file}:${planned.line} ${planned.mutant.kind}`);
  }
}

/** Whether a test file that found a bug passes where there is none; each is asked once. */
async function isSound(tree: Tree, file: string, source: string, test: string): Promise<boolean> {
  if (test === '') return true;
  const known = sound.get(test) ?? tree.tried(file, source, [test]).then((verdict) => verdict === null);
  sound.set(test, known);
  return await known;
}

function report(): void {
  for (const { planned } of tried.filter(({ verdict }) => verdict === null)) {
    console.log(`\n${planned.file}:${planned.line}\n- ${planned.before.trim()}\n+ ${planned.after.trim()}`);
  }
  console.log('');
  for (const [folder] of folders)
    console.log(
      line(
        folder,
        tried.filter((one) => one.folder === folder),
      ),
    );
  if (folders.length > 1) console.log(line('all', tried));
}

function line(name: string, of: readonly Tried[]): string {
  const killed = of.filter(({ verdict }) => verdict !== null).length;
  const share = of.length === 0 ? '–' : `${Math.round((100 * killed) / of.length)} %`;
  return `${name.padEnd(32)} ${killed} of ${of.length} killed, ${of.length - killed} survived: ${share}`;
}
