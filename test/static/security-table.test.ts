import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const text = readFileSync(join(ROOT, 'electron', 'SECURITY.md'), 'utf8');

interface Row {
  readonly section: string;
  readonly name: string;
  readonly files: readonly string[];
  readonly tests: readonly { readonly file: string; readonly name: string }[];
}

/** The rows of every table that has a column of tests. */
function rowsOf(markdown: string): readonly Row[] {
  return markdown.split(/^## /m).flatMap((section) =>
    section.split('\n').flatMap((line) => {
      const cells = line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, ''));
      const last = cells.at(-1) ?? '';
      const tests = [...last.matchAll(/`(test\/[^`]+)` “([^”]+)”/g)].map(([, file = '', name = '']) => ({
        file,
        name,
      }));
      if (!line.startsWith('| ') || cells.includes('Tests') || cells.length < 3 || !section.includes('| Tests |'))
        return [];
      const files = [...(cells.at(-2) ?? '').matchAll(/`((?:electron|build)\/[\w./-]+|package\.json)`/g)];
      return [
        { section: section.split('\n')[0] ?? '', name: cells[0] ?? '', files: files.map(([, at = '']) => at), tests },
      ];
    }),
  );
}

const rows = rowsOf(text);
const points = rows.filter(({ section }) => section.includes('20 points'));

/** Whether a test file has a test of this name: the words as they stand behind `it(`, `test(` or a table of cases. */
function hasTest(file: string, name: string): boolean {
  const path = join(ROOT, file);
  if (!existsSync(path)) return false;
  const source = readFileSync(path, 'utf8');
  return ["'", '"', '`'].some((quote) =>
    new RegExp(`(\\b(it|test)|\\))\\(\\s*${quote}${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}${quote},`).test(
      source,
    ),
  );
}

describe('SECURITY.md', () => {
  it('has all 20 points of Electron’s list, in order, and the other tables', () => {
    expect(points.map(({ name }) => name)).toEqual(Array.from({ length: 20 }, (_, index) => String(index + 1)));
    expect(rows.length).toBeGreaterThan(35);
  });

  it.each(rows.map((row) => [`${row.section}: ${row.name}`, row] as const))(
    '%s names a file that is there and tests that are there',
    (_name, { files, tests }) => {
      expect(files.length).toBeGreaterThan(0);
      expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
      expect(tests.length).toBeGreaterThan(0);
      expect(tests.filter(({ file, name }) => !hasTest(file, name))).toEqual([]);
    },
  );

  it('has for every point a test that runs without Electron', () => {
    const only = rows.filter(({ tests }) => tests.every(({ file }) => file.startsWith('test/e2e/electron/')));
    expect(only).toEqual([]);
  });

  it('would notice a test that is gone', () => {
    expect(hasTest('test/static/security.test.ts', 'sees the sources it judges')).toBe(true);
    expect(hasTest('test/static/security.test.ts', 'sees the sources it judge')).toBe(false);
    expect(hasTest('test/static/none.test.ts', 'sees the sources it judges')).toBe(false);
  });
});
