import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '#build/setup/project.mjs';

const bundles = (): string[] => globSync('out/{renderer/assets,electron}/*.{js,cjs}', { cwd: ROOT });

it('beside our own bundles lie the maps that stacks of the log are read with, and no bundle names its map', () => {
  // What the bundler adds of its own, and the viewer's worker as its package brings it.
  const own = bundles().filter((file) => !/\/(?:rolldown-runtime|pdf\.worker)[^/]*$/.test(file));
  expect(own).toEqual(expect.arrayContaining(['out/electron/main.js', 'out/electron/preload.cjs']));
  for (const file of own) {
    expect(existsSync(join(ROOT, `${file}.map`)), file).toBe(true);
    expect(readFileSync(join(ROOT, file), 'utf8'), file).not.toContain('sourceMappingURL=');
  }
});

it('nothing of the development loop is in a bundle', () => {
  const marks = ['/@vite/', 'vite-hmr', 'import.meta.hot', 'react-refresh', '$RefreshReg$'];
  for (const file of bundles()) {
    const code = readFileSync(join(ROOT, file), 'utf8');
    expect(
      marks.filter((mark) => code.includes(mark)),
      file,
    ).toEqual([]);
  }
});

it('the window is React’s production build, whoever asked for the bundle', () => {
  const files = globSync('out/renderer/assets/*.js', { cwd: ROOT });
  expect(files).not.toEqual([]);
  // A warning that only the development build carries: it is slower, and runs effects twice.
  for (const file of files)
    expect(readFileSync(join(ROOT, file), 'utf8')).not.toContain('prop on `%s` should not be null');
});
