import { realpath, stat, statfs } from 'node:fs/promises';
import { hostname } from 'node:os';
import { readRegularText } from '#electron/services/disk/regular-file.ts';
import { hashText } from '#electron/services/disk/hash.ts';

/** File systems that number their files anew at every mount (statfs(2)): FAT, exFAT, FUSE, SMB, overlays. */
const UNNUMBERED: ReadonlySet<number> = new Set([
  0x4d44, 0x2011bab0, 0x65735546, 0xff534d42, 0xfe534d42, 0x517b, 0x794c7630,
]);

/**
 * A word for where a folder is, the same at every start, another for each copy of it: which machine, and which folder
 * there (its number and the moment it was made, which a copy cannot have; its path where there are no such numbers). A
 * folder that is renamed or moved within its disk stays where it is. Only a hash, so it names nobody.
 */
export async function placeOf(folder: string, machine: string): Promise<string> {
  const { ino, birthtimeNs } = await stat(folder, { bigint: true });
  const { type } = await statfs(folder);
  const at = UNNUMBERED.has(type) ? await realpath(folder) : `${ino}/${birthtimeNs}`;
  return hashText(`${machine}\n${at}`).slice(0, 32);
}

/** What tells this machine from others, where the system has such a thing; else its name. */
export async function machineId(): Promise<string> {
  const id = await readRegularText('/etc/machine-id').catch(() => '');
  return id.trim() === '' ? hostname() : id.trim();
}
