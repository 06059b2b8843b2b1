import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

// A property that fails is made smaller for so long and no longer, then told with its seed and path: some would shrink
// for minutes. Most files have no property, and to load fast-check for each of them would take longer than their tests.
const LIMIT_MS = 20_000;

const { testPath } = expect.getState();
if (testPath === undefined) throw new Error('set up outside a file of tests');
if (/from 'fast-check'/.test(readFileSync(testPath, 'utf8'))) {
  const { configureGlobal } = await import('fast-check');
  configureGlobal({ interruptAfterTimeLimit: LIMIT_MS });
}
