import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPackage } from '@electron/asar';
import { FuseV1Options } from '@electron/fuses';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';

// An unpacked Electron that cannot run, but has every part that packaging reads or changes.

const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const ON_BY_DEFAULT: ReadonlySet<string> = new Set([
  'RunAsNode',
  'EnableNodeOptionsEnvironmentVariable',
  'EnableNodeCliInspectArguments',
  'GrantFileProtocolExtraPrivileges',
  'WasmTrapHandlers',
]);

/** The fuses that the installed tool knows, in the order of the wire. */
export const FUSE_NAMES: readonly string[] = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)));

/** The fuse wire as Electron is built with: sentinel, version of the scheme, length, one character for each fuse. */
function fuseWire(): Buffer {
  const states = FUSE_NAMES.map((name) => (ON_BY_DEFAULT.has(name) ? '1' : '0')).join('');
  return Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, FUSE_NAMES.length]), Buffer.from(states)]);
}

/** A distribution for Linux in `folder`. */
export async function fakeLinuxElectron(folder: string): Promise<void> {
  await writeCommonParts(folder);
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.alloc(256), fuseWire(), Buffer.alloc(256)]), {
    mode: 0o755,
  });
  writeFileSync(join(folder, 'chrome-sandbox'), 'a program', { mode: 0o755 });
}

/** A distribution for Windows in `folder`; its program is a true, if empty, executable with a version resource. */
export async function fakeWindowsElectron(folder: string): Promise<void> {
  await writeCommonParts(folder);
  const executable = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(executable, true);
  const values = { FileDescription: 'Electron', ProductName: 'Electron' };
  Resource.VersionInfo.create(1033, {}, [{ lang: 1033, codepage: 1200, values }]).outputToResourceEntries(
    resources.entries,
  );
  resources.outputResource(executable);
  writeFileSync(join(folder, 'electron.exe'), Buffer.concat([Buffer.from(executable.generate()), fuseWire()]));
}

async function writeCommonParts(folder: string): Promise<void> {
  for (const name of ['locales', 'resources']) mkdirSync(join(folder, name), { recursive: true });
  for (const locale of ['de', 'en-US', 'fr', 'ja', 'zh-CN', 'zh-TW'])
    writeFileSync(join(folder, 'locales', `${locale}.pak`), locale);
  for (const name of ['version', 'LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(folder, name), name);
  // It is hashed, so it must be a true archive; what is in it does not matter.
  await createPackage(join(folder, 'locales'), join(folder, 'resources', 'default_app.asar'));
}
