import { join } from 'node:path';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import { makeDurableFolder } from '#electron/services/disk/folders.ts';
import { parseJson, readOrNull } from '#electron/services/disk/read.ts';
import type { SharedPlace } from '#electron/services/holdings/remote.ts';
import type { Device } from '#electron/services/journal/device.ts';
import type { Vault } from '#electron/services/vault/vault.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { err, ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import type { FolderAsPlace, Place, PlaceId, ServerAsPlace } from '#shared/sync/places.ts';
import { openCouchPlace } from './couch/couch-place.ts';
import type { CouchPlace } from './couch/couch-place.ts';
import type { CouchLogin } from './couch/login.ts';
import type { PlaceMemory } from './couch/memory.ts';
import type { CouchNews } from './couch/visit.ts';
import { FolderPlace } from './folder/folder-place.ts';
import { findPlace } from './folder/marker.ts';

export interface ReachPorts {
  /** The data folder. */
  readonly root: string;
  readonly device: Pick<Device, 'current'>;
  readonly vault: Pick<Vault, 'take'>;
  readonly hash: HashText;
  /** Wall milliseconds since the epoch. */
  readonly now: () => number;
  /** Told what a server was found to be. */
  readonly onNews: (place: PlaceId, news: CouchNews['is']) => void;
}

/** Opens places, and keeps what of them need not be looked at anew. */
export interface Reach {
  /**
   * The place itself: `sync.unreachable`, `sync.other-place`, `sync.not-a-place`, `sync.newer-format`; of a server
   * `sync.no-secret`. Nothing is asked of a server yet.
   */
  open(place: Place): Answer<SharedPlace>;
  /** A place is used otherwise, or no more: it is opened anew. */
  close(place: PlaceId): void;
  closeAll(): void;
}

export function openReach(ports: ReachPorts): Reach {
  const folders = new Map<string, FolderPlace>();
  const servers = new Map<PlaceId, CouchPlace>();
  const close = (id: PlaceId): void => {
    servers.get(id)?.close();
    servers.delete(id);
  };
  return {
    open: async (place) => {
      if (place.kind === 'folder') return openFolder(place, folders, ports.hash);
      const known = servers.get(place.id);
      const opened = known === undefined ? await openServer(place, ports) : ok(known);
      if (opened.ok) servers.set(place.id, opened.value);
      return opened;
    },
    close,
    closeAll: () => {
      for (const id of servers.keys()) close(id);
    },
  };
}

/** The place itself, and no other that is found where it was: sticks look alike. */
async function openFolder(
  { id, folder }: FolderAsPlace,
  opened: Map<string, FolderPlace>,
  hash: HashText,
): Answer<SharedPlace> {
  const found = await findPlace(folder);
  if (!found.ok) return found;
  if (found.value === null) return err('sync.unreachable', { reason: 'ENOENT' });
  if (found.value.id !== id) return err('sync.other-place', { folder });
  const { root } = found.value;
  const place = opened.get(root) ?? new FolderPlace(root, hash);
  opened.set(root, place);
  return ok(place);
}

async function openServer({ id, server }: ServerAsPlace, ports: ReachPorts): Answer<CouchPlace> {
  const { address, database, ca } = server;
  const secret = await ports.vault.take(secretName(id));
  if (!secret.ok) return err('sync.no-secret');
  const { hash, now, device, root } = ports;
  return ok(
    openCouchPlace({
      address: new URL(address),
      database,
      login: loginOf(server, secret.value),
      ...(ca === null ? {} : { ca }),
      device: device.current(),
      memory: memoryOf(join(root, 'sync'), id),
      hash,
      now,
      tell: ({ is }) => ports.onNews(id, is),
    }),
  );
}

/** The name under which the vault keeps what proves who we are at a place. */
export const secretName = (id: PlaceId): `sync-${string}` => `sync-${id}`;

function loginOf({ login }: ServerAsPlace['server'], secret: string): CouchLogin {
  if (login.by === 'token') return { is: 'token', token: secret };
  return { is: 'password', name: login.user, password: secret, by: 'session' };
}

/** What was seen of a server, beside what was learned at the last contact. It may be lost: all is asked for again then. */
function memoryOf(folder: string, id: PlaceId): PlaceMemory {
  const path = join(folder, `${id}-seen.json`);
  return {
    read: async () => parseJson((await readOrNull(path)) ?? ''),
    write: async (value) => {
      await makeDurableFolder(folder);
      await writeFileAtomic(path, JSON.stringify(value));
    },
  };
}
