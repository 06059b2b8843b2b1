import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '#build/setup/project.mjs';

it('the window is React’s production build, whoever asked for the bundle', () => {
  const files = globSync('out/renderer/assets/*.js', { cwd: ROOT });
  expect(files).not.toEqual([]);
  // A warning that only the development build carries: it is slower, and runs effects twice.
  for (const file of files)
    expect(readFileSync(join(ROOT, file), 'utf8')).not.toContain('prop on `%s` should not be null');
});
