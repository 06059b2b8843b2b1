import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');

it('[LG24] events come in from elsewhere through one door: nothing else has hold of a journal that takes them', () => {
  const files = globSync('electron/**/*.ts', { cwd: ROOT });
  const having = (what: RegExp) => files.filter((file) => what.test(readFileSync(join(ROOT, file), 'utf8'))).toSorted();
  // The one that opens it, and those who hand it to the door.
  expect(having(/\bDiskJournal\b/)).toEqual([
    'electron/services/holdings/holdings.ts',
    'electron/services/holdings/intake.ts',
    'electron/services/host/stores.ts',
    'electron/services/journal/journal.ts',
  ]);
  expect(having(/\bjournal\.(?:adopt|replace)\(/)).toEqual(['electron/services/holdings/intake.ts']);
});
