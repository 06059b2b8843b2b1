import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// A suppression comment could silence the very rule that forbids it, so the ban is a separate reading of the text.

const ROOT = join(import.meta.dirname, '..');
const SOURCES = '{shared,electron,renderer,test,build}/**/*.{ts,tsx,mjs,css}';
const SUPPRESSION =
  /(?:\/\/|\/\*+)\s*(?:(?:eslint|oxlint|stylelint|biome)-(?:disable|enable|ignore)|@ts-(?:ignore|nocheck|expect-error)|prettier-ignore|(?:v8|c8|istanbul) ignore|@knipignore)/;

/** `file:line: text` of every comment in `text` that switches a check off. A mention inside a string is none. */
export function suppressionsIn(file: string, text: string): string[] {
  return text
    .split('\n')
    .flatMap((line, index) => (SUPPRESSION.test(withoutStrings(line)) ? [`${file}:${index + 1}: ${line.trim()}`] : []));
}

function withoutStrings(line: string): string {
  return line.replaceAll(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/g, "''");
}

export function suppressionsUnder(root: string): string[] {
  return globSync(SOURCES, { cwd: root }).flatMap((file) =>
    suppressionsIn(file, readFileSync(join(root, file), 'utf8')),
  );
}

if (import.meta.main) {
  const found = suppressionsUnder(ROOT);
  for (const line of found) console.error(`suppression comment: ${line}`);
  process.exitCode = found.length > 0 ? 1 : 0;
}
