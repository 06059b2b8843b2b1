import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const COPIED = ['.oxlintrc.json', 'package.json', 'tsconfig.json', 'build/oxlint.json', 'build/lint'];
const LAYERS = ['shared', 'electron', 'renderer', 'test', 'build'];

type Planted = { rule: string; file: string; source: string };

const lines = (count: number, line: string) => Array.from({ length: count }, () => line).join('\n');
const named = (specifier: string) => `import { thing } from '${specifier}';\nexport const used = thing;\n`;
const table = (file: string, specifier: string): Planted => ({
  rule: 'house(import-table)',
  file,
  source: named(specifier),
});

const PLANTED: readonly Planted[] = [
  table('shared/a/from-node.ts', 'node:fs'),
  table('shared/a/from-bare-node.ts', 'fs'),
  table('shared/a/from-react.ts', 'react'),
  table('shared/a/from-dexie.ts', 'dexie'),
  table('shared/a/from-host.ts', '#electron/services/journal.ts'),
  table('shared/package/from-verify.ts', '#shared/verify/inspect-signatures.ts'),
  table('shared/a/from-pkijs.ts', 'pkijs'),
  table('shared/verify/from-node.ts', 'node:crypto'),
  table('shared/verify/from-npm.ts', 'yauzl'),
  table('shared/verify/from-host.ts', '#electron/services/journal.ts'),
  table('shared/from-window-relative.ts', '../renderer/main.tsx'),
  table('shared/from-test.ts', '#test/fixtures/x.ts'),
  table('electron/services/from-electron.ts', 'electron'),
  table('electron/services/from-glue.ts', '../glue/window.ts'),
  table('electron/services/from-renderer.ts', '#renderer/host/client.ts'),
  table('electron/browser/from-electron.ts', 'electron'),
  table('electron/cli/from-electron.ts', 'electron'),
  table('electron/glue/from-renderer.ts', '#renderer/host/client.ts'),
  table('electron/main.ts', '#build/vite.main.ts'),
  table('renderer/from-node.ts', 'node:path'),
  table('renderer/from-electron.ts', 'electron'),
  table('renderer/from-host.ts', '#electron/services/journal.ts'),
  table('renderer/screens/home/climbing.ts', '../../ui/button.tsx'),
  table('renderer/screens/home/neighbour.ts', '../walk/walk-screen.tsx'),
  table('renderer/ui/from-screen.ts', '#renderer/screens/walk/walk-screen.tsx'),
  table('shared/facts/from-assess.ts', '../assess/assess.ts'),
  table('shared/assess/from-narrative.ts', '#shared/narrative/generate.ts'),
  table('shared/narrative/from-log.ts', '../log/fold.ts'),
  table('shared/log/from-publication.ts', '../publication/notice-model.ts'),
  table('shared/publication/from-host.ts', '../host/contract.ts'),
  table('shared/catalogue/from-beside.ts', '../help/manual.ts'),
  table('electron/services/disk/from-journal.ts', '#electron/services/journal/journal.ts'),
  table('electron/services/evidence/from-beside.ts', '#electron/services/catalogues/catalogues.ts'),
  table('electron/services/journal/from-holdings.ts', '#electron/services/holdings/holding.ts'),
  table('electron/services/holdings/from-backup.ts', '#electron/services/backup/backup.ts'),
  table('electron/services/package/from-backup.ts', '#electron/services/backup/backup.ts'),
  table('electron/services/backup/from-host.ts', '#electron/services/host/host.ts'),
  table('renderer/ui/from-parts.ts', '../parts/job-progress.tsx'),
  table('renderer/parts/from-screens.ts', '../screens/walk/walk-screen.tsx'),
  table('renderer/screens/home/from-app.ts', '#renderer/app/app.tsx'),
  table('renderer/stores/from-text.ts', '../text/session-text.ts'),
  {
    rule: 'house(import-table)',
    file: 'shared/a/type-only.ts',
    source: "import type { Stats } from 'node:fs';\nexport type S = Stats;\n",
  },
  { rule: 'house(import-table)', file: 'shared/a/re-export.ts', source: "export * from 'react';\n" },
  { rule: 'house(import-table)', file: 'shared/a/dynamic.ts', source: "export const late = import('node:fs');\n" },
  { rule: 'house(import-table)', file: 'renderer/type-query.ts', source: "export type F = import('node:fs').Stats;\n" },
  { rule: 'house(no-clock)', file: 'shared/a/new-date.ts', source: 'export const now = () => new Date();\n' },
  { rule: 'house(no-clock)', file: 'shared/a/call-date.ts', source: 'export const now = () => Date();\n' },
  { rule: 'eslint(no-restricted-properties)', file: 'shared/a/date-now.ts', source: 'export const n = Date.now();\n' },
  { rule: 'eslint(no-restricted-properties)', file: 'shared/a/now.ts', source: 'export const { now } = Date;\n' },
  { rule: 'house(no-clock)', file: 'shared/verify/now.ts', source: 'export const now = () => new Date();\n' },
  { rule: 'eslint(no-restricted-properties)', file: 'shared/a/dice.ts', source: 'export const n = Math.random();\n' },
  { rule: 'eslint(no-restricted-globals)', file: 'shared/a/global.ts', source: 'export const g = globalThis;\n' },
  {
    rule: 'import(no-cycle)',
    file: 'shared/a/ring.ts',
    source: "import { b } from '#shared/a/ring-back.ts';\nexport const a = () => b;\n",
  },
  { rule: 'import(no-default-export)', file: 'shared/a/default.ts', source: 'export default 1;\n' },
  {
    rule: 'typescript(no-explicit-any)',
    file: 'shared/a/any.ts',
    source: 'export const x = (y: any) => y as string;\n',
  },
  {
    rule: 'typescript(no-non-null-assertion)',
    file: 'shared/a/bang.ts',
    source: 'export const x = (y?: string) => y!;\n',
  },
  {
    rule: 'typescript(no-floating-promises)',
    file: 'electron/services/floating.ts',
    source: 'const later = async () => 1;\nexport function go() {\n  later();\n}\n',
  },
  {
    rule: 'typescript(no-misused-promises)',
    file: 'electron/services/misused.ts',
    source: 'const later = async () => true;\nexport const go = () => (later() ? 1 : 2);\n',
  },
  {
    rule: 'typescript(switch-exhaustiveness-check)',
    file: 'shared/a/switch.ts',
    source: "export function f(x: 'a' | 'b') {\n  switch (x) {\n    case 'a':\n      return 1;\n  }\n  return 2;\n}\n",
  },
  {
    rule: 'typescript(ban-ts-comment)',
    file: 'shared/a/ignored.ts',
    source: "// @ts-expect-error because\nexport const x: number = 'one';\n",
  },
  {
    rule: 'typescript(no-require-imports)',
    file: 'electron/services/require.ts',
    source: "export const x: unknown = require('node:fs');\n",
  },
  { rule: 'eslint(no-console)', file: 'renderer/talks.ts', source: "console.log('hello');\n" },
  { rule: 'eslint(no-warning-comments)', file: 'shared/a/later.ts', source: '// TODO finish\nexport const x = 1;\n' },
  { rule: 'eslint(max-lines)', file: 'shared/a/long.ts', source: `${lines(301, 'export {};')}\n` },
  { rule: 'eslint(max-lines)', file: 'renderer/long.tsx', source: `${lines(401, 'export {};')}\n` },
  {
    rule: 'eslint(max-lines-per-function)',
    file: 'electron/services/long.ts',
    source: `export function f(n: number) {\n${lines(40, '  n.toFixed();')}\n}\n`,
  },
  {
    rule: 'eslint(max-lines-per-function)',
    file: 'renderer/long-component.tsx',
    source: `export function F(n: number) {\n${lines(120, '  n.toFixed();')}\n}\n`,
  },
  {
    rule: 'vitest(no-focused-tests)',
    file: 'test/shared/only.test.ts',
    source: "import { expect, it } from 'vitest';\nit.only('x', () => {\n  expect(1).toBe(1);\n});\n",
  },
  {
    rule: 'vitest(no-disabled-tests)',
    file: 'test/shared/skip.test.ts',
    source: "import { expect, it } from 'vitest';\nit.skip('x', () => {\n  expect(1).toBe(1);\n});\n",
  },
  {
    rule: 'house(no-max-length)',
    file: 'renderer/cut.tsx',
    source: 'export const A = () => <input aria-label="x" maxLength={60} />;\n',
  },
  {
    rule: 'react(no-array-index-key)',
    file: 'renderer/parts/fields/moved.tsx',
    source:
      'export const A = (props: { readonly of: readonly string[] }) => <ul>{props.of.map((one, at) => <li key={at}>{one}</li>)}</ul>;\n',
  },
  {
    rule: 'house(regular-files)',
    file: 'electron/services/opens.ts',
    source: "import { open } from 'node:fs/promises';\nexport const read = (path: string) => open(path, 'r');\n",
  },
  {
    rule: 'eslint(no-restricted-imports)',
    file: 'electron/services/reads.ts',
    source: "export { readFile } from 'node:fs/promises';\n",
  },
  {
    rule: 'eslint(no-restricted-imports)',
    file: 'electron/cli/streams.ts',
    source:
      "import { createReadStream } from 'node:fs';\nexport const read = (path: string) => createReadStream(path);\n",
  },
  {
    rule: 'house(composing-first)',
    file: 'renderer/escape.tsx',
    source:
      "import type { KeyboardEvent } from 'react';\nexport const shut = (event: KeyboardEvent) => event.key === 'Escape';\n",
  },
  ...[
    '<input aria-label="x" />',
    '<textarea aria-label="x" />',
    '<input type="search" aria-label="x" {...props} />',
  ].map((field, at) => ({
    rule: 'house(typed-by-control)',
    file: `renderer/typed-${at}.tsx`,
    source: `export const A = (props: { readonly className: string }) => <p {...props}>${field}</p>;\n`,
  })),
  {
    rule: 'react-hooks(rules-of-hooks)',
    file: 'renderer/hook.tsx',
    source:
      "import { useState } from 'react';\nexport function A(p: { on: boolean }) {\n  if (p.on) useState(1);\n  return null;\n}\n",
  },
];

/** What each layer may do: none of it may be reported, else the table is too strict rather than strict. */
const CLEAN: Record<string, string> = {
  'shared/a/ring-back.ts': "import { a } from './ring.ts';\nexport const b = () => a;\n",
  'shared/a/fine.ts': `${named('valibot')}export const at = (ms: number) => new Date(ms);\n`,
  'shared/a/fine-canonical.ts': named('canonicalize'),
  'shared/a/fine-shared.ts': named('#shared/result.ts'),
  'shared/log/fine.ts': named('../facts/schema.ts'),
  'electron/services/backup/fine.ts': `${named('#electron/services/holdings/holding.ts')}export { thing as other } from './place.ts';\n`,
  'renderer/screens/home/fine.ts': named('#renderer/parts/job-progress.tsx'),
  'shared/verify/fine.ts': `${named('pkijs')}export { thing as form } from '@cantoo/pdf-lib';\nexport { thing as other } from '../result.ts';\n`,
  'electron/services/fine.ts': `${named('node:fs')}export { thing as other } from '#shared/result.ts';\n`,
  'electron/glue/fine.ts': named('electron'),
  'electron/browser/fine.ts': named('#electron/services/journal.ts'),
  'renderer/fine.tsx': `${named('react')}export { thing as other } from '../shared/result.ts';\n`,
  'renderer/typed.tsx':
    'export const A = ({ control }: { readonly control: { readonly value: string } }) => <input aria-label="x" {...control} />;\nexport const B = () => <input aria-label="x" type="file" />;\n',
  'test/shared/fine.ts': named('#electron/services/journal.ts'),
  'build/vite.fine.ts': 'export default {};\n',
};

type Report = { diagnostics: { code: string; filename: string; message: string }[] };
let tree = '';
let report: Report = { diagnostics: [] };

function write(file: string, source: string): void {
  mkdirSync(dirname(join(tree, file)), { recursive: true });
  writeFileSync(join(tree, file), source);
}

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'lint-'));
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'), 'junction');
  for (const path of [...COPIED, ...LAYERS.map((layer) => `${layer}/tsconfig.json`)])
    cpSync(join(ROOT, path), join(tree, path), { recursive: true });
  for (const { file, source } of PLANTED) write(file, source);
  for (const [file, source] of Object.entries(CLEAN)) write(file, source);
  const oxlint = join(ROOT, 'node_modules', 'oxlint', 'bin', 'oxlint');
  const run = spawnSync(process.execPath, [oxlint, '--type-aware', '-f', 'json', ...LAYERS], {
    cwd: tree,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${join(ROOT, 'node_modules', '.bin')}${delimiter}${process.env.PATH}` },
  });
  // The tool's own output format; a wrong shape shows at once as a missing report.
  report = JSON.parse(run.stdout) as Report;
}, 60_000);

afterAll(() => rmSync(tree, { recursive: true, force: true }));

const reported = (file: string) =>
  report.diagnostics.filter((diagnostic) => diagnostic.filename === file).map((diagnostic) => diagnostic.code);

describe('a planted violation is caught', () => {
  it.each(PLANTED)('$rule in $file', ({ rule, file }) => {
    expect(reported(file)).toContain(rule);
  });
});

describe('what a layer may do is not reported', () => {
  it.each(Object.keys(CLEAN).filter((file) => file !== 'shared/a/ring-back.ts'))('%s', (file) => {
    expect(reported(file)).toEqual([]);
  });
});
