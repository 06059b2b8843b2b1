import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const LAYERS = ['shared', 'shared/verify', 'electron', 'renderer', 'test', 'build'] as const;

const PLANTED = [
  ['shared', 'document', 'export const title = document.title;\n'],
  ['shared', 'process', 'export const home = process.env;\n'],
  ['shared', 'Buffer', "export const bytes = Buffer.from('');\n"],
  ['shared', 'fetch', "export const page = fetch('/');\n"],
  ['shared', 'an unchecked index', 'export const first = (list: string[]): string => list[0];\n'],
  ['shared', 'undefined for an optional', 'export const x: { a?: string } = { a: undefined };\n'],
  ['shared', 'an enum', 'export enum Kind {\n  A,\n}\n'],
  ['shared', 'a parameter property', 'export class Box {\n  constructor(readonly width: number) {}\n}\n'],
  ['shared', 'WebCrypto', 'export const subtle = crypto.subtle;\n'],
  ['shared/verify', 'document', 'export const title = document.title;\n'],
  ['shared/verify', 'process', 'export const home = process.env;\n'],
  ['shared/verify', 'Buffer', "export const bytes = Buffer.from('');\n"],
  ['shared/verify', 'fetch', "export const page = fetch('/');\n"],
  ['electron', 'document', 'export const title = document.title;\n'],
  ['renderer', 'process', 'export const home = process.env;\n'],
] as const;

const CLEAN = {
  'shared/result.ts': 'export const one = 1;\n',
  // The libraries must not bring in the types of one of the places where this runs.
  'shared/verify/fine.ts':
    "import { PDFDocument } from '@cantoo/pdf-lib';\nimport { Certificate } from 'pkijs';\nimport { one } from '#shared/result.ts';\nexport const used = [PDFDocument, Certificate, one, crypto.subtle];\n",
  'electron/fine.ts': "import { one } from '#shared/result.ts';\nexport const home = [one, process.env];\n",
  'renderer/fine.tsx':
    "import { one } from '#shared/result.ts';\nexport const A = () => <p>{document.title + one}</p>;\n",
  'test/fine.ts': "import { home } from '#electron/fine.ts';\nexport const used = home;\n",
  'build/fine.mjs': 'export const cwd = process.cwd();\n',
};

let tree = '';
const output = new Map<string, string>();
const plantedFile = (index: number, layer: string) => `${layer}/planted-${index}.ts`;

function write(file: string, source: string): void {
  mkdirSync(dirname(join(tree, file)), { recursive: true });
  writeFileSync(join(tree, file), source);
}

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'layers-'));
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'), 'junction');
  for (const path of ['package.json', 'tsconfig.json', ...LAYERS.map((layer) => `${layer}/tsconfig.json`)])
    cpSync(join(ROOT, path), join(tree, path));
  cpSync(join(ROOT, 'shared/verify/web-crypto.d.ts'), join(tree, 'shared/verify/web-crypto.d.ts'));
  PLANTED.forEach(([layer, , source], index) => write(plantedFile(index, layer), source));
  for (const [file, source] of Object.entries(CLEAN)) write(file, source);
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  for (const layer of LAYERS)
    output.set(layer, spawnSync(process.execPath, [tsc, '-p', layer], { cwd: tree, encoding: 'utf8' }).stdout);
}, 60_000);

afterAll(() => rmSync(tree, { recursive: true, force: true }));

describe('the types of a layer', () => {
  it.each(PLANTED.map(([layer, what], index) => ({ layer, what, index })))(
    '$layer/ refuses $what',
    ({ layer, index }) => {
      expect(output.get(layer)).toContain(plantedFile(index, layer));
    },
  );

  it.each(Object.keys(CLEAN))('%s compiles', (file) => {
    const layer = LAYERS.findLast((name) => file.startsWith(`${name}/`));
    expect(output.get(layer ?? '')).toBeDefined();
    expect(output.get(layer ?? '')).not.toContain(`${file}(`);
  });
});
