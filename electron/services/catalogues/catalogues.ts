import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import { loadCatalogue } from '#shared/catalogue/load.ts';
import type { Catalogue } from '#shared/catalogue/schema.ts';
import { inOrderOfOffer } from '#shared/catalogue/version.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { CatalogueInfo } from '#shared/host/records.ts';
import type { Sha256 } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { err, ok } from '#shared/result.ts';
import type { Result, Answer } from '#shared/result.ts';
import { readOrNull } from '#electron/services/disk/read.ts';
import { isSystemError, reasonOf } from '#electron/services/disk/system-error.ts';
import { attempt } from '#electron/services/disk/attempt.ts';

/** A catalogue with the text that its hash names. */
export interface LoadedCatalogue {
  readonly sha256: Sha256;
  readonly json: string;
  readonly catalogue: Catalogue;
  readonly builtIn: boolean;
}

export interface Catalogues {
  /** The latest version of each catalogue first. */
  list(): Answer<CatalogueInfo[]>;
  /** `catalogue.not-found` where neither the program nor the data folder has it. */
  read(sha256: Sha256): Answer<LoadedCatalogue>;
  /** Checks and keeps a catalogue file's text under its hash; importing it again changes nothing. */
  import(json: string): Answer<CatalogueInfo>;
  /**
   * Keeps a copy with the data, so that the inspection can be read by every later version of the program; one that is
   * damaged is written anew.
   */
  pin(sha256: Sha256): Answer<LoadedCatalogue>;
}

/** Catalogues that came with the program (`builtInFolder`) and those in the data folder (`<sha256>.json`). */
export class CatalogueStore implements Catalogues {
  readonly #builtInFolder: string;
  readonly #folder: string;
  readonly #hash: HashText;
  readonly #loaded = new Map<Sha256, LoadedCatalogue>();
  #builtInRead = false;

  constructor(builtInFolder: string, folder: string, hash: HashText) {
    this.#builtInFolder = builtInFolder;
    this.#folder = folder;
    this.#hash = hash;
  }

  async list(): Answer<CatalogueInfo[]> {
    return attempt('journal.read-failed', async () => {
      await this.#readAll();
      return ok(inOrderOfOffer([...this.#loaded.values()].map(infoOf)));
    });
  }

  async read(sha256: Sha256): Answer<LoadedCatalogue> {
    return attempt('journal.read-failed', async () => {
      const refused = this.#loaded.has(sha256) ? null : await this.#readAll();
      const found = this.#loaded.get(sha256);
      if (found !== undefined) return ok(found);
      // Which of the unreadable ones it is cannot be told; that it is not there would be a guess.
      return refused === null
        ? err('catalogue.not-found', { id: sha256.slice(0, 12) })
        : err('journal.read-failed', { reason: refused });
    });
  }

  async import(json: string): Answer<CatalogueInfo> {
    return attempt('journal.read-failed', async () => {
      await this.#readAll();
      const loaded = this.#load(json, false);
      if (!loaded.ok) return loaded;
      const known = this.#loaded.get(loaded.value.sha256);
      if (known !== undefined) return ok(infoOf(known));
      return attempt('journal.write-failed', async () => {
        await writeFileAtomic(this.#pathOf(loaded.value.sha256), json);
        this.#loaded.set(loaded.value.sha256, loaded.value);
        return ok(infoOf(loaded.value));
      });
    });
  }

  async pin(sha256: Sha256): Answer<LoadedCatalogue> {
    const found = await this.read(sha256);
    if (!found.ok) return found;
    return attempt('journal.write-failed', async () => {
      const path = this.#pathOf(sha256);
      // One that cannot be read is written again: what belongs there is at hand.
      if ((await readOrNull(path).catch(() => null)) !== found.value.json)
        await writeFileAtomic(path, found.value.json);
      return found;
    });
  }

  #pathOf(sha256: Sha256): string {
    return join(this.#folder, `${sha256}.json`);
  }

  #load(json: string, builtIn: boolean): Result<LoadedCatalogue, ErrorCode> {
    const catalogue = loadCatalogue(json);
    return catalogue.ok ? ok({ sha256: this.#hash(json), json, catalogue: catalogue.value, builtIn }) : catalogue;
  }

  /** Answers the system's reason where something of the data folder could not be read; the others are there all the same. */
  async #readAll(): Promise<string | null> {
    if (!this.#builtInRead) await this.#readFolder(this.#builtInFolder, await readdir(this.#builtInFolder), true);
    this.#builtInRead = true;
    try {
      return await this.#readFolder(this.#folder, await readdir(this.#folder), false);
    } catch (fault) {
      if (!isSystemError(fault)) throw fault;
      return reasonOf(fault);
    }
  }

  /** Takes every sound catalogue of a folder; in the data folder a file must also be what its name says. */
  async #readFolder(folder: string, names: readonly string[], builtIn: boolean): Promise<string | null> {
    let refused: string | null = null;
    for (const name of names.filter((entry) => entry.endsWith('.json')).toSorted((a, b) => (a < b ? -1 : 1))) {
      if ([...this.#loaded.keys()].some((sha256) => name === `${sha256}.json`)) continue;
      const text = await readOrNull(join(folder, name)).catch((fault: unknown) => {
        if (!isSystemError(fault) || builtIn) throw fault;
        refused = reasonOf(fault);
        return null;
      });
      const loaded = this.#load(text ?? '', builtIn);
      const isNamed = loaded.ok && (builtIn || name === `${loaded.value.sha256}.json`);
      if (isNamed && !this.#loaded.has(loaded.value.sha256)) this.#loaded.set(loaded.value.sha256, loaded.value);
    }
    return refused;
  }
}

function infoOf({ sha256, catalogue, builtIn }: LoadedCatalogue): CatalogueInfo {
  const { id, version, standard, tier } = catalogue;
  return { sha256, id, version, standard, tier, builtIn };
}
