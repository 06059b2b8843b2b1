import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { missingEntries, type Entry } from '#build/complete-lock.ts';

describe('the lock file', () => {
  it('names the native packages of every system, so that npm ci works on all of them', () => {
    const file = join(import.meta.dirname, '..', '..', 'package-lock.json');
    const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Entry> };
    expect(Object.keys(missingEntries(lock.packages)), 'run: node build/complete-lock.ts').toEqual([]);
  });

  it('gains an entry for a native package that npm left out, and none for a present one', () => {
    const wanted = {
      '@x/tool-win32-x64': '1.2.3',
      '@x/tool-linux-arm64-musl': '1.2.3',
      '@x/tool-linux-x64-gnu': '1.2.3',
    };
    const packages = {
      '': {},
      'node_modules/tool': { version: '1.2.3', optionalDependencies: { ...wanted, fsevents: '~2.3.3' } },
      'node_modules/tool/node_modules/@x/tool-linux-x64-gnu': { version: '1.2.3', optional: true },
    };
    expect(missingEntries(packages)).toEqual({
      'node_modules/@x/tool-win32-x64': { version: '1.2.3', cpu: ['x64'], dev: true, optional: true, os: ['win32'] },
      'node_modules/@x/tool-linux-arm64-musl': {
        version: '1.2.3',
        cpu: ['arm64'],
        dev: true,
        libc: ['musl'],
        optional: true,
        os: ['linux'],
      },
    });
  });
});
