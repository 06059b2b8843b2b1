import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { err, ok } from '#shared/result.ts';
import type { HostEvent } from '#shared/host/records.ts';
import type { EditionHost } from '#electron/browser/edition.ts';
import type { FetchedFile } from '#electron/services/shell-policy/host-port.ts';

export interface Seen {
  readonly name: unknown;
  readonly input: unknown;
  readonly bytes: Uint8Array | undefined;
}

/** A host that notes what reaches it and answers with it; no rule of the product lives here. */
export function stubHost() {
  const calls: Seen[] = [];
  const listeners = new Set<(event: HostEvent) => void>();
  const files = new Map<string, FetchedFile>();
  const folder = temporaryFolder();
  const offered: string[] = [];
  const noted: unknown[] = [];
  const drains: number[] = [];
  const host: EditionHost = {
    async call(name, input, bytes) {
      calls.push({ name, input, bytes });
      return name === 'boom' ? Promise.reject(new Error('boom')) : ok({ echo: input });
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    drain: async (windows) => {
      drains.push(windows);
      return { is: 'drained' };
    },
    offerPackage: async (path) => {
      offered.push(path);
      return ok(null);
    },
    log: { info: (event, fields) => void noted.push({ event, ...fields }) },
    findFile: async (sha256) => {
      const file = files.get(sha256);
      return file === undefined ? err('evidence.not-found', { sha256 }) : ok(file);
    },
  };
  return {
    host,
    calls,
    offered,
    noted,
    drains,
    listeners,
    emit: (event: HostEvent) => listeners.forEach((listener) => listener(event)),
    addFile(bytes: Uint8Array, mime: string): string {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const path = join(folder, sha256);
      writeFileSync(path, bytes);
      files.set(sha256, { path, mime, size: bytes.length });
      return sha256;
    },
  };
}

const folders = new Set<string>();

/** An empty folder that goes away when the tests of the file are over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'workbench-shell-'));
  folders.add(folder);
  return folder;
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** A built window of one page and one script, with something secret next to it. */
export function rendererFolder(script = 'document.title = "ready";'): string {
  const root = temporaryFolder();
  writeFileSync(join(root, 'secret.txt'), 'secret');
  const folder = join(root, 'renderer');
  const page = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>window</title>
<meta property="csp-nonce" content="__CSP_NONCE__"><div id="root"></div><script type="module" src="/assets/app.js"></script>`;
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), page);
  writeFileSync(join(folder, 'assets', 'app.js'), script);
  return folder;
}
