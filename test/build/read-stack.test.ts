import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as v from 'valibot';
import { readStack } from '#build/read-stack.ts';
import { tempFolder } from '#test/support/tools.ts';

const folder = tempFolder();
afterAll(folder.remove);

const Bundle = v.object({ judge: v.custom<() => void>((made) => typeof made === 'function') });
const SOURCE = `/** Why. */
const refuse = (what: string): never => {
  throw new RangeError(what);
};
export function judge(): void {
  refuse('an address that nobody may read');
}
`;

/** What the log would hold of a fault in a bundle, minified as the window's are. */
let stack = '';

beforeAll(async () => {
  mkdirSync(folder.path('sources'));
  writeFileSync(folder.path('sources/judge.ts'), SOURCE);
  await build({
    configFile: false,
    root: folder.path('sources'),
    logLevel: 'warn',
    build: {
      outDir: folder.path('out/renderer/assets'),
      sourcemap: 'hidden',
      minify: true,
      emptyOutDir: true,
      lib: { entry: folder.path('sources/judge.ts'), formats: ['es'], fileName: () => 'index-Ab_1.js' },
    },
  });
  const made: unknown = await import(pathToFileURL(folder.path('out/renderer/assets/index-Ab_1.js')).href);
  try {
    v.parse(Bundle, made).judge();
  } catch (error) {
    stack = error instanceof Error ? (error.stack ?? '') : '';
  }
});

it('a stack of the log is read with the maps that lie beside the bundles', () => {
  expect(stack).toMatch(/assets\/index-Ab_1\.js:\d+:\d+/);
  const { text, unknown } = readStack(stack, folder.path('out'));
  expect(text).toMatch(/judge\.ts:3:\d+/);
  expect(text).toMatch(/judge\.ts:6:\d+/);
  expect(text).not.toContain('index-Ab_1.js:');
  expect(unknown).toEqual([]);
});

it('maps kept elsewhere, all in one folder, do as well', () => {
  cpSync(folder.path('out/renderer/assets/index-Ab_1.js.map'), folder.path('kept/index-Ab_1.js.map'));
  expect(readStack(stack, folder.path('kept')).text).toMatch(/judge\.ts:3:\d+/);
});

it('what no map is of stays as it is, and is named', () => {
  const line = '{"event":"fault","at":["x assets/index-Zz9.js:1:200","electron/main.js:7:1","elsewhere"]}';
  expect(readStack(line, folder.path('out'))).toEqual({
    text: line,
    unknown: ['assets/index-Zz9.js', 'electron/main.js'],
  });
});
