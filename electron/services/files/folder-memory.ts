import { statSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import { createSerial } from '#shared/serial.ts';
import { parseJson, readOrNull } from '#electron/services/disk/read.ts';

/** What a dialog is about; each remembers its own folder. */
export const PURPOSES = [
  'photos',
  'packages',
  'notices',
  'certificates',
  'backup',
  'sync',
  'diagnostics',
  'other',
] as const;
export type Purpose = (typeof PURPOSES)[number];

const Folders = v.record(v.string(), v.string());

/** Folders that were last chosen, by purpose. A comfort only: what cannot be read or written is forgotten. */
export interface FolderMemory {
  /** The last folder for a purpose; null: none yet, or it is no longer there (a stick that was pulled out). */
  of(purpose: Purpose): string | null;
  remember(purpose: Purpose, folder: string): void;
  /** Waits until everything is written. */
  flush(): Promise<void>;
}

export async function openFolderMemory(dataFolder: string): Promise<FolderMemory> {
  const path = join(dataFolder, 'folders.json');
  const parsed = v.safeParse(Folders, parseJson((await readOrNull(path).catch(() => null)) ?? ''));
  const known = new Map(parsed.success ? Object.entries(parsed.output) : []);
  const serial = createSerial();
  return {
    of: (purpose) => {
      const folder = known.get(purpose);
      return folder !== undefined && isFolder(folder) ? folder : null;
    },
    remember: (purpose, folder) => {
      if (known.get(purpose) === folder) return;
      known.set(purpose, folder);
      const text = `${JSON.stringify(Object.fromEntries(known), null, 2)}\n`;
      void serial.run('write', () => writeFileAtomic(path, text)).catch(() => undefined);
    },
    flush: () => serial.idle(),
  };
}

function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}

/** What a file that is being saved is, by its name alone. */
export function purposeOf(fileName: string): Purpose {
  if (/^诊断包.*\.zip$/.test(fileName)) return 'diagnostics';
  const extension = /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
  if (extension === 'ysb') return 'packages';
  if (['pdf', 'xlsx', 'html'].includes(extension)) return 'notices';
  if (['p12', 'pfx'].includes(extension)) return 'certificates';
  return ['jpg', 'jpeg', 'png', 'webp', 'gif', 'heic', 'heif'].includes(extension) ? 'photos' : 'other';
}
