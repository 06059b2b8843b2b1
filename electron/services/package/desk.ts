import { open, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import type { FileLimit } from '#electron/services/storage/file-limit.ts';
import type { FreeBytes } from '#electron/services/storage/free-space.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { PackageToken } from '#shared/host/package-records.ts';
import type { OfferedPackage } from '#shared/host/package-records.ts';
import { err, ok } from '#shared/result.ts';
import type { Result, Answer } from '#shared/result.ts';
import { createSerial } from '#shared/serial.ts';
import { makePackageFolder } from './package-folder.ts';
import type { PackageFolder } from './package-folder.ts';
import { reasonOf } from '#electron/services/disk/system-error.ts';
import { attempt } from '#electron/services/disk/attempt.ts';
import { roomFor } from './room.ts';

/** A package by its token. `path` never leaves the host. */
export interface HeldPackage {
  readonly path: string;
  readonly name: string;
}

/** Packages that this run of the host knows, by tokens that nobody can guess. */
export interface PackageDesk {
  /** Takes note of a file on disk (`package.not-found`, `package.not-a-package`, `package.read-failed`). */
  offer(path: string): Answer<OfferedPackage>;
  /** Offered packages that nobody has asked for yet. */
  offers(): OfferedPackage[];
  begin(name: string, bytes: number): Answer<{ package: PackageToken }>;
  receive(token: PackageToken, at: number, bytes: Uint8Array): Answer<{ received: number }>;
  /** The package behind a token, all of it there (`package.not-found`, `package.incomplete`). */
  find(token: PackageToken): Result<HeldPackage, ErrorCode>;
  discard(token: PackageToken): Promise<void>;
}

export interface DeskPorts {
  readonly folder: PackageFolder;
  readonly freeBytes: FreeBytes;
  readonly fileLimit: FileLimit;
  readonly random: (bytes: number) => string;
  readonly onOffered: (offered: OfferedPackage) => void;
}

interface Entry extends HeldPackage {
  readonly bytes: number;
  received: number;
  /** Ours to remove, or a file of the user's. */
  readonly isOurs: boolean;
  isWaiting: boolean;
}

export function openDesk(ports: DeskPorts): PackageDesk {
  const entries = new Map<PackageToken, Entry>();
  const serial = createSerial();
  const newToken = (): PackageToken => v.parse(PackageToken, `p${ports.random(16)}`);
  return {
    offer: async (path) => {
      const found = await fileAt(path);
      if (!found.ok) return found;
      const [token, bytes] = [newToken(), found.value];
      const entry = { path, name: basename(path), bytes, received: bytes, isOurs: false, isWaiting: true };
      entries.set(token, entry);
      ports.onOffered(offeredOf([token, entry]));
      return ok(offeredOf([token, entry]));
    },
    offers: () => [...entries].filter(([, { isWaiting }]) => isWaiting).map(offeredOf),
    begin: async (name, bytes) => {
      const token = newToken();
      const path = join(ports.folder.incoming, `${token}.ysb`);
      const made = await attempt('package.write-failed', () => reserve(ports, path, bytes));
      if (!made.ok) return made;
      entries.set(token, { path, name, bytes, received: 0, isOurs: true, isWaiting: false });
      return ok({ package: token });
    },
    receive: (token, at, bytes) => serial.run(token, () => receive(entries.get(token), at, bytes)),
    find: (token) => find(entries.get(token)),
    discard: (token) =>
      serial.run(token, async () => {
        const entry = entries.get(token);
        entries.delete(token);
        if (entry?.isOurs === true) await rm(entry.path, { force: true }).catch(() => undefined);
      }),
  };
}

const offeredOf = ([token, { name, bytes }]: readonly [PackageToken, Entry]): OfferedPackage => ({
  package: token,
  name,
  bytes,
});

function find(entry: Entry | undefined): Result<HeldPackage, ErrorCode> {
  if (entry === undefined) return err('package.not-found');
  entry.isWaiting = false;
  const { path, name, bytes, received } = entry;
  return received < bytes ? err('package.incomplete', { bytes, received }) : ok({ path, name });
}

async function receive(entry: Entry | undefined, at: number, bytes: Uint8Array): Answer<{ received: number }> {
  if (entry?.isOurs !== true) return err('package.not-found');
  if (at !== entry.received || at + bytes.length > entry.bytes) return err('app.bad-request', { path: 'at' });
  const written = await attempt('package.write-failed', () => writeAt(entry.path, at, bytes));
  if (written.ok) entry.received += bytes.length;
  return written.ok ? ok({ received: entry.received }) : written;
}

async function fileAt(path: string): Answer<number> {
  try {
    const found = await stat(path);
    return found.isFile() ? ok(found.size) : err('package.not-a-package');
  } catch (fault) {
    if (reasonOf(fault) === 'ENOENT') return err('package.not-found');
    return err('package.read-failed', { reason: reasonOf(fault) });
  }
}

async function reserve(ports: DeskPorts, path: string, bytes: number): Answer<null> {
  const { folder } = ports;
  const room = await roomFor(bytes, join(folder.root, '..'), ports);
  if (!room.ok) return room;
  await makePackageFolder(folder);
  await (await open(path, 'wx')).close();
  return ok(null);
}

async function writeAt(path: string, at: number, bytes: Uint8Array): Answer<null> {
  const handle = await open(path, 'r+');
  try {
    // A piece that was cut short is written again from its beginning.
    for (let done = 0; done < bytes.length;) {
      done += (await handle.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
    }
  } finally {
    await handle.close();
  }
  return ok(null);
}
