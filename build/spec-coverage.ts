import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// Every numbered rule of shared/SPEC.md (`**[AS3]** …` at the start of a line or list item) must be quoted by a
// test name (`it('[AS3] …')`), and a test may only quote rules that exist.

const ROOT = join(import.meta.dirname, '..');
const RULE = /^(?:[-*]\s+)?\*\*\[([A-Z]{2,4}\d+[a-z]?)\]\*\*/gm;
const TEST_NAME = /\b(?:it|test|describe)(?:\.\w+(?:\([\s\S]*?\))?)*\(\s*(['"`])([\s\S]*?)\1/g;
const QUOTE = /\[([A-Z]{2,4}\d+[a-z]?)\]/g;

export type Coverage = {
  readonly rules: readonly string[];
  readonly untested: readonly string[];
  readonly unknown: readonly string[];
  readonly repeated: readonly string[];
};

/** Compares the rule ids of a specification with the ids that the names in the given test sources quote. */
export function coverage(spec: string, tests: readonly string[]): Coverage {
  const rules = [...spec.matchAll(RULE)].map((match) => match[1] ?? '');
  const quoted = new Set(tests.flatMap(quotedRules));
  return {
    rules,
    untested: rules.filter((rule) => !quoted.has(rule)),
    unknown: [...quoted].filter((rule) => !rules.includes(rule)),
    repeated: rules.filter((rule, index) => rules.indexOf(rule) !== index),
  };
}

function quotedRules(source: string): string[] {
  return [...source.matchAll(TEST_NAME)].flatMap((name) =>
    [...(name[2] ?? '').matchAll(QUOTE)].map((match) => match[1] ?? ''),
  );
}

function main(): number {
  const path = join(ROOT, 'shared', 'SPEC.md');
  if (!existsSync(path)) {
    console.error('spec coverage: shared/SPEC.md is missing');
    return 1;
  }
  const files = globSync(['test/**/*.{test,spec}.{ts,tsx}', 'test/contract/*-contract.ts'], {
    cwd: ROOT,
    exclude: ['test/build/**'],
  });
  const { rules, untested, unknown, repeated } = coverage(
    readFileSync(path, 'utf8'),
    files.map((file) => readFileSync(join(ROOT, file), 'utf8')),
  );
  if (rules.length === 0) console.error('spec coverage: shared/SPEC.md holds no rule of the form **[AS1]**');
  for (const rule of untested) console.error(`spec coverage: no test name quotes [${rule}]`);
  for (const rule of unknown) console.error(`spec coverage: a test name quotes [${rule}], which is no rule`);
  for (const rule of repeated) console.error(`spec coverage: [${rule}] is defined twice`);
  console.log(`spec coverage: ${rules.length - untested.length} of ${rules.length} rules quoted by tests`);
  return rules.length === 0 || untested.length + unknown.length + repeated.length > 0 ? 1 : 0;
}

if (import.meta.main) process.exitCode = main();
