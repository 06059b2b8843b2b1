import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { attempt } from '#electron/services/disk/attempt.ts';
import { writePoured } from '#electron/services/disk/atomic-file.ts';
import { fileStanding } from '#electron/services/disk/file-standing.ts';
import { makeFolder, syncFolder } from '#electron/services/disk/folders.ts';
import { namesIn } from '#electron/services/disk/read.ts';
import { renameFile } from '#electron/services/disk/rename-file.ts';
import { DiskFault, isSystemError } from '#electron/services/disk/system-error.ts';
import { beginTemporary, withTemporary } from '#electron/services/disk/temporary-file.ts';
import { contentOf } from '#electron/services/holdings/remote.ts';
import type { Content, RemoteFile, RemoteStream, SharedPlace } from '#electron/services/holdings/remote.ts';
import { hashBytes } from '#electron/services/disk/hash.ts';
import { holdingAt, pathOf } from '#shared/holding/holding.ts';
import type { FileHolding } from '#shared/holding/holding.ts';
import { DeviceId, InspectionId } from '#shared/ids.ts';
import type { Sha256 } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { err, ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import { MARKER } from './marker.ts';
import { readRefusal, writeRefusal } from './refusals.ts';
import { encodePart } from './part-file.ts';
import { partFileName } from './part-name.ts';
import { openShelf, shelfOf } from './shelf.ts';
import type { Shelf } from './shelf.ts';

/** Before the mask of whoever writes: who may write to the shared folder at all is for its owner to say. */
const OPEN_TO_ALL = 0o777;

/**
 * A folder that several laptops share, on a stick, a network drive or a synchronised disk (SPEC SY). Every file is written
 * under a name of its own and then given its true one, which says what it holds; none is changed afterwards. Pulled out at
 * any moment, it holds what was there before.
 */
export class FolderPlace implements SharedPlace {
  readonly #root: string;
  readonly #shelf: Shelf;

  constructor(root: string, hash: HashText) {
    this.#root = root;
    this.#shelf = openShelf(root, hash);
  }

  inspections(): Answer<readonly InspectionId[]> {
    return this.#look(async () => this.#inspections());
  }

  streams(signal: AbortSignal, of: ReadonlySet<InspectionId> | null = null): Answer<readonly RemoteStream[]> {
    return this.#look(async () => {
      const found: RemoteStream[] = [];
      for (const inspection of of ?? (await this.#inspections())) {
        for (const device of await idsIn(join(this.#root, 'inspections', inspection), DeviceId)) {
          signal.throwIfAborted();
          for (const end of await this.#shelf.ends({ inspection, device })) found.push({ inspection, device, ...end });
        }
      }
      return found;
    });
  }

  part(...[stream, after]: Parameters<SharedPlace['part']>): ReturnType<SharedPlace['part']> {
    return this.#look(() => this.#shelf.read(stream, after));
  }

  files(signal: AbortSignal): Answer<readonly RemoteFile[]> {
    return this.#look(async () => {
      const found: RemoteFile[] = [];
      for (const folder of ['photos', 'catalogues', 'notices']) {
        for await (const path of pathsBelow(this.#root, folder, 2)) {
          signal.throwIfAborted();
          const file = holdingAt(path);
          if (file === null || file.is === 'stream') continue;
          found.push({ file, bytes: (await stat(join(this.#root, path))).size });
        }
      }
      return found;
    });
  }

  open(file: FileHolding, signal: AbortSignal): Content {
    return contentOf(this.#pathOf(file), signal);
  }

  holding(...[files, depth, signal]: Parameters<SharedPlace['holding']>): Answer<ReadonlySet<string>> {
    return this.#look(async () => {
      const held = new Set<string>();
      for (const { file, bytes } of files) {
        signal.throwIfAborted();
        const size = await this.#sizeOf(file, depth);
        if (size !== null && size > 0 && size === (bytes ?? size)) held.add(pathOf(file));
      }
      return held;
    });
  }

  async putPart(...[part, voucher]: Parameters<SharedPlace['putPart']>): Answer<null> {
    if (part.events.length === 0) return ok(null);
    const bytes = encodePart(part, voucher);
    const name = partFileName({ from: (part.after?.seq ?? 0) + 1, head: part.head }, voucher);
    return this.#write(async () => {
      const folder = await this.#folder(shelfOf(part));
      const kept = await this.#keep(join(folder, name), [bytes], hashBytes(bytes));
      return kept ? ok(null) : err('sync.write-failed', { reason: 'VERIFY' });
    });
  }

  putFile(...[file, content]: Parameters<SharedPlace['putFile']>): Answer<boolean> {
    return this.#write(async () => {
      const path = this.#pathOf(file);
      await this.#folder(dirname(pathOf(file)).split('/'));
      return ok(await this.#keep(path, content, file.sha256));
    });
  }

  /** Writes a file under a name of its own; it gets its true one when it is on the disk and is what it should be. */
  async #keep(path: string, content: Content | Iterable<Uint8Array>, sha256: Sha256): Promise<boolean> {
    const temporary = await beginTemporary(dirname(path));
    return withTemporary(temporary, async () => {
      if ((await writePoured(temporary, content, 'w')) !== sha256) return false;
      await renameFile(temporary, path);
      await syncFolder(dirname(path));
      return true;
    });
  }

  /** Folders that others write to as well; never the place itself, which may have been pulled out. */
  async #folder(names: readonly string[]): Promise<string> {
    let path = this.#root;
    for (const name of names) {
      path = join(path, name);
      await makeFolder(path, OPEN_TO_ALL);
    }
    return path;
  }

  #pathOf(file: FileHolding): string {
    return join(this.#root, pathOf(file));
  }

  async #sizeOf(file: FileHolding, depth: 'told' | 'read'): Promise<number | null> {
    const path = this.#pathOf(file);
    if (depth === 'read') {
      const standing = await fileStanding(path, file.sha256);
      return standing.is === 'sound' ? standing.size : null;
    }
    return stat(path).then(
      (found) => (found.isFile() ? found.size : null),
      (fault: unknown) => {
        if (!isSystemError(fault)) throw fault;
        return null;
      },
    );
  }

  #inspections(): Promise<InspectionId[]> {
    return idsIn(join(this.#root, 'inspections'), InspectionId);
  }

  /** A stick that is pulled out looks like an empty one: what was seen counts where the place is still there. */
  #look<T>(task: () => Promise<T>): Answer<T> {
    return attempt(readRefusal, async () => {
      const value = await task();
      await this.#mustBeThere();
      return ok(value);
    });
  }

  #write<T>(task: () => Answer<T>): Answer<T> {
    return attempt(writeRefusal, async () => {
      await this.#mustBeThere();
      return task();
    });
  }

  async #mustBeThere(): Promise<void> {
    const found = await stat(join(this.#root, MARKER)).catch(() => null);
    if (found?.isFile() !== true) throw new DiskFault('ENOENT');
  }
}

/** The names in a folder that are ids, in a fixed order; none where there is no folder. */
async function idsIn<T extends InspectionId | DeviceId>(
  folder: string,
  schema: v.GenericSchema<string, T>,
): Promise<T[]> {
  const ids = (await namesIn(folder)).map((name) => v.safeParse(schema, name));
  return ids.flatMap((id) => (id.success ? [id.output] : [])).toSorted();
}

/** The files below a folder, `depth` folders deep at most, as paths from `root`. */
async function* pathsBelow(root: string, folder: string, depth: number): AsyncGenerator<string> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch((fault: unknown) => {
    if (!isSystemError(fault) || !['ENOENT', 'ENOTDIR'].includes(fault.code)) throw fault;
    return [];
  });
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.isFile()) yield path;
    else if (entry.isDirectory() && depth > 1) yield* pathsBelow(root, path, depth - 1);
  }
}
