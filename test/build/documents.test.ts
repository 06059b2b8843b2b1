import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BUILDINGS } from '#build/lint/import-table.ts';
import * as v from 'valibot';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const DOCUMENTS = ['CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'shared/GLOSSARY.md'];

describe('the documents for whoever changes the program', () => {
  it.each(DOCUMENTS)('%s leads to files that are there', (document) => {
    const links = [...read(document).matchAll(/\]\(([^)#:]+)\)/g)].map(([, to]) => to ?? '');
    expect(links.filter((to) => !existsSync(join(ROOT, dirname(document), to)))).toEqual([]);
  });

  it.each(DOCUMENTS)('%s names files and folders that are there', (document) => {
    const named = [...read(document).matchAll(/`((?:shared|electron|renderer|build|test|resources)\/[\w./*-]+)`/g)];
    const missing = named.map(([, path]) => path ?? '').filter((path) => globSync(path, { cwd: ROOT }).length === 0);
    expect(missing).toEqual([]);
  });

  it('names scripts that there are', () => {
    const { scripts } = v.parse(
      v.object({ scripts: v.record(v.string(), v.string()) }),
      JSON.parse(read('package.json')),
    );
    const named = [...read('CONTRIBUTING.md').matchAll(/npm (?:run (?:-s )?)?(test:[a-z0-9]+|[a-z]+)/g)].map(
      ([, name]) => name ?? '',
    );
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((name) => scripts[name] === undefined && name !== 'run')).toEqual([]);
  });

  it('the glossary says each term once', () => {
    const rows = read('shared/GLOSSARY.md')
      .split('\n')
      .filter((line) => /^\| [^-T]/.test(line));
    const cells = rows.map((row) => row.split('|').map((cell) => cell.trim()));
    for (const column of [1, 2]) {
      const terms = cells.flatMap((row) => (row[column] ?? '').split(' / ')).filter((term) => term !== '–');
      expect(terms.filter((term, index) => terms.indexOf(term) !== index)).toEqual([]);
    }
    expect(rows.length).toBeGreaterThan(50);
  });
});

describe('the pictures', () => {
  it('show every floor of the import table', () => {
    const texts = [...read('build/pictures/layers.svg').matchAll(/<text[^>]*>([^<]*)<\/text>/g)];
    const words = new Set(texts.flatMap(([, text]) => (text ?? '').split(' · ')));
    const rooms = BUILDINGS.flatMap(({ floors }) => floors.flat()).filter((room) => room !== '.');
    expect(rooms.filter((room) => !words.has(room))).toEqual([]);
  });

  it.each(globSync('build/pictures/*.svg', { cwd: ROOT }))('%s says in words what it shows', (picture) => {
    const svg = read(picture);
    expect(svg).toContain('role="img" aria-labelledby="t d"');
    expect(/<title id="t">([^<]+)</.exec(svg)?.[1]).toBeTruthy();
    expect((/<desc id="d">([^<]+)</.exec(svg)?.[1] ?? '').length).toBeGreaterThan(100);
  });
});
