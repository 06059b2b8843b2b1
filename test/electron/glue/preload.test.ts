import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { build } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import { HOST_NAMES } from '#shared/host/contract.ts';
import { temporaryFolder } from '#test/electron/browser/stub-host.ts';
import { readFileSync } from 'node:fs';

type Anything = (...args: unknown[]) => unknown;

let source: string;
const invoked: unknown[][] = [];
const listeners = new Map<string, Anything>();
const exposed = new Map<string, Record<string, Anything>>();
const required: string[] = [];

const electron = {
  contextBridge: { exposeInMainWorld: (key: string, api: Record<string, Anything>) => exposed.set(key, api) },
  ipcRenderer: {
    invoke: async (...args: unknown[]) => (invoked.push(args), { ok: true, value: 'answer' }),
    on: (channel: string, listener: Anything) => listeners.set(channel, listener),
    removeListener: (channel: string) => listeners.delete(channel),
  },
};

beforeAll(async () => {
  const outDir = temporaryFolder();
  const configFile = join(import.meta.dirname, '..', '..', '..', 'build', 'vite.preload.ts');
  await build({ configFile, logLevel: 'error', build: { outDir } });
  source = readFileSync(join(outDir, 'preload.cjs'), 'utf8');
  const require = (name: string): unknown => (required.push(name), electron);
  runInContext(source, createContext({ require, exports: {}, module: { exports: {} }, URL, TextEncoder }));
}, 60_000);

describe('the built preload script', () => {
  it('is one CommonJS file that needs nothing but electron', () => {
    expect(new Set(required)).toEqual(new Set(['electron']));
    expect(source).not.toMatch(/^import /m);
  });

  it('exposes exactly the contract, frozen, under one name', () => {
    expect([...exposed.keys()]).toEqual(['host']);
    const host = exposed.get('host') ?? {};
    expect(Object.keys(host).sort()).toEqual([...HOST_NAMES, 'on'].sort());
    expect(Object.values(host).every((member) => typeof member === 'function')).toBe(true);
    expect(Object.isFrozen(host)).toBe(true);
  });

  it('sends a call under its own name over the one channel', async () => {
    const bytes = new Uint8Array([1]);
    await exposed.get('host')?.['evidence:store']?.({ name: 'a.jpg' }, bytes, 'more');
    expect(invoked).toEqual([['host:call', 'evidence:store', { name: 'a.jpg' }, bytes]]);
  });

  it('hands on events without the object that leads back to Electron, until told to stop', () => {
    const seen: unknown[][] = [];
    const stop = exposed.get('host')?.['on']?.((...args: unknown[]) => seen.push(args)) as () => unknown;
    listeners.get('host:event')?.({ sender: electron.ipcRenderer }, { type: 'job' });
    expect(seen).toEqual([[{ type: 'job' }]]);
    expect(stop()).toBeUndefined();
    expect(listeners.size).toBe(0);
  });
});
