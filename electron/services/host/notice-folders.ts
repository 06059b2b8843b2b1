import { join } from 'node:path';
import type { DataFolder } from '#electron/services/journal/open-data-folder.ts';

/** Where the notices of a data folder are. */
export interface NoticeFolders {
  /** Where notices are made: previews go where they can be written. */
  readonly made: string;
  /** Where those lie that can only be read; null: nowhere else. */
  readonly kept: string | null;
  /** From which the window is served. */
  readonly all: readonly string[];
}

export function noticeFolders({ paths, scratch }: Pick<DataFolder, 'paths' | 'scratch'>): NoticeFolders {
  if (scratch === null) return { made: paths.notices, kept: null, all: [paths.notices] };
  const made = join(scratch, 'notices');
  return { made, kept: paths.notices, all: [made, paths.notices] };
}
