import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// npm leaves out of the lock file the native packages of other systems that it could not see when it wrote it (they were not
// installed, or a registry mirror lacks them). "npm ci" then refuses the lock file, or installs tools without their binary on
// Windows or macOS. This adds those entries again; run it after adding a dependency: node build/complete-lock.ts

export type Entry = {
  version?: string;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  dev?: boolean;
  optionalDependencies?: Record<string, string>;
};

const SYSTEM =
  /(android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)-(arm64|arm|x64|ia32|loong64|ppc64|riscv64|s390x)(?:-(gnu|musl|msvc|eabi|gnueabihf|musleabihf))?$/;

/** The entries for native packages that some package wants at an exact version and the lock file does not have. */
export function missingEntries(packages: Readonly<Record<string, Entry>>): Record<string, Entry> {
  const missing: Record<string, Entry> = {};
  for (const [path, entry] of Object.entries(packages))
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const native = nativeEntry(name, version);
      if (native !== undefined && !isResolved(packages, path, name)) missing[`node_modules/${name}`] = native;
    }
  return missing;
}

/** Node's look-up: beside the package that wants it, then one level further out, to the root. */
function isResolved(packages: Readonly<Record<string, Entry>>, from: string, name: string): boolean {
  const parts = from === '' ? [] : from.split('/node_modules/');
  return parts
    .map((_, index) => `${parts.slice(0, parts.length - index).join('/node_modules/')}/node_modules/${name}`)
    .concat(`node_modules/${name}`)
    .some((path) => path in packages);
}

function nativeEntry(name: string, version: string): Entry | undefined {
  const [, os, cpu, abi] = SYSTEM.exec(name) ?? [];
  if (os === undefined || cpu === undefined || !/^\d+\.\d+\.\d+/.test(version)) return undefined;
  const libc = os === 'linux' && abi !== undefined ? { libc: [abi.startsWith('musl') ? 'musl' : 'glibc'] } : {};
  return { version, cpu: [cpu], dev: true, ...libc, optional: true, os: [os] };
}

function main(): void {
  const file = join(import.meta.dirname, '..', 'package-lock.json');
  // npm's own file: the two fields used here have had this shape since lock file version 2.
  const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Entry> };
  const missing = missingEntries(lock.packages);
  const all = Object.entries({ ...lock.packages, ...missing });
  all.sort(([one], [other]) => one.localeCompare(other, 'en'));
  if (Object.keys(missing).length > 0)
    writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(all) }, null, 2)}\n`);
  console.log(`package-lock.json: ${Object.keys(missing).length} entries of other systems added`);
}

if (import.meta.main) main();
