import { stat } from 'node:fs/promises';
import type { Sha256 } from '#shared/ids.ts';
import { hashFile } from '#electron/services/disk/hash.ts';
import { fileState } from '#electron/services/disk/file-standing.ts';

/** Files whose bytes were held against their hash and have not been touched since. */
export interface SoundFiles {
  /** The size of a file that holds what its hash says; null where it does not. Throws the system's error. */
  sizeOf(path: string, sha256: Sha256): Promise<number | null>;
}

/** Reads each file once, and again when the system says that it changed. */
export function createSoundFiles(): SoundFiles {
  const known = new Map<Sha256, string>();
  return {
    sizeOf: async (path, sha256) => {
      const found = await stat(path, { bigint: true });
      const state = fileState(found);
      if (known.get(sha256) !== state) {
        if ((await hashFile(path)) !== sha256) return null;
        known.set(sha256, state);
      }
      return Number(found.size);
    },
  };
}
