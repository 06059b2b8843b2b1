import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const FIXED = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];
const FOLDERS = ['build', 'electron', 'renderer', 'resources', 'shared', 'test'];
const GENERATED = ['node_modules', 'out'];

it('the top level holds the fixed folders and files, and dot-files; everything else has a home in them', () => {
  const known = [...FIXED, ...FOLDERS, ...GENERATED];
  const strange = readdirSync(ROOT).filter((name) => !name.startsWith('.') && !known.includes(name));
  expect(strange).toEqual([]);
});

it('style sheets keep to the size of code', () => {
  const lines = (file: string): number => readFileSync(join(ROOT, file), 'utf8').split('\n').length - 1;
  const sheets = globSync('renderer/**/*.css', { cwd: ROOT });
  expect(sheets.length).toBeGreaterThan(20);
  expect(sheets.filter((file) => lines(file) > 300)).toEqual([]);
});
