import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import type { FileLimit } from '#electron/services/storage/file-limit.ts';
import type { FreeBytes } from '#electron/services/storage/free-space.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { PackageToken } from '#shared/host/package-records.ts';
import type { OfferedPackage } from '#shared/host/package-records.ts';
import { err, ok } from '#shared/result.ts';
import type { Result, Answer } from '#shared/result.ts';
import { openArrivals } from '#electron/services/arrivals/arrivals.ts';
import type { Arrivals } from '#electron/services/arrivals/arrivals.ts';
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

/** A file of the user's: it is not ours to remove. */
interface Offered extends HeldPackage {
  readonly bytes: number;
  isWaiting: boolean;
}

export function openDesk(ports: DeskPorts): PackageDesk {
  const offered = new Map<PackageToken, Offered>();
  const names = new Map<PackageToken, string>();
  const arrivals = packageArrivals(ports);
  const newToken = (): PackageToken => v.parse(PackageToken, `p${ports.random(16)}`);
  return {
    offer: async (path) => {
      const found = await fileAt(path);
      if (!found.ok) return found;
      const token = newToken();
      const entry = { path, name: basename(path), bytes: found.value, isWaiting: true };
      offered.set(token, entry);
      ports.onOffered(offeredOf([token, entry]));
      return ok(offeredOf([token, entry]));
    },
    offers: () => [...offered].filter(([, { isWaiting }]) => isWaiting).map(offeredOf),
    begin: async (name, bytes) => {
      const token = newToken();
      const begun = await attempt('package.write-failed', () => arrivals.begin(token, bytes));
      if (!begun.ok) return begun;
      names.set(token, name);
      return ok({ package: token });
    },
    receive: (token, at, bytes) => attempt('package.write-failed', () => arrivals.receive(token, at, bytes)),
    find: (token) => {
      const entry = offered.get(token);
      if (entry !== undefined) {
        entry.isWaiting = false;
        return ok({ path: entry.path, name: entry.name });
      }
      const arrived = arrivals.finish(token);
      return arrived.ok ? ok({ path: arrived.value, name: names.get(token) ?? '' }) : arrived;
    },
    discard: (token) => {
      offered.delete(token);
      names.delete(token);
      return arrivals.discard(token);
    },
  };
}

const offeredOf = ([token, { name, bytes }]: readonly [PackageToken, Offered]): OfferedPackage => ({
  package: token,
  name,
  bytes,
});

/** Packages that the window sends. */
function packageArrivals({ folder, freeBytes, fileLimit }: DeskPorts): Arrivals<PackageToken> {
  return openArrivals({
    pathOf: (token) => join(folder.incoming, `${token}.ysb`),
    prepare: async (bytes) => {
      const room = await roomFor(bytes, join(folder.root, '..'), { freeBytes, fileLimit });
      if (room.ok) await makePackageFolder(folder);
      return room;
    },
    refusals: {
      tooMany: () => err('package.too-many'),
      unknown: () => err('package.not-found'),
      misplaced: () => err('app.bad-request', { path: 'at' }),
      incomplete: (received, bytes) => err('package.incomplete', { bytes, received }),
    },
  });
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
