import * as v from 'valibot';
import { Draft, VersionVector } from '#shared/log/event.ts';
import type { DraftRow } from '../db/database.ts';

/**
 * What is on its way into the window's store, kept where a write is done when it returns: a window that is closed with the
 * very next move takes the store's unfinished writes with it.
 */
export interface Scratch {
  keep(row: DraftRow): void;
  /** Forgets a row, but not one that was kept in its place later. */
  forget(row: Pick<DraftRow, 'inspection' | 'key' | 'order'>): void;
  /** All that is kept for an inspection. */
  read(inspection: string): readonly DraftRow[];
}

const Row = v.object({
  inspection: v.string(),
  key: v.string(),
  text: v.nullable(v.string()),
  draft: v.nullable(Draft),
  order: v.number(),
  seen: v.optional(VersionVector),
  over: v.optional(v.array(Draft)),
});

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** In `localStorage`, a row at a time. Without it, or when it is full, there is only the store itself, as ever. */
export function scratchIn(storage: Storage): Scratch {
  const read = (name: string): DraftRow | null => {
    const parsed = v.safeParse(Row, parseJson(storage.getItem(name)));
    return parsed.success ? parsed.output : null;
  };
  return {
    keep: (row) => quietly(() => storage.setItem(nameOf(row), JSON.stringify(row))),
    forget: (row) =>
      quietly(() => {
        if ((read(nameOf(row))?.order ?? 0) <= row.order) storage.removeItem(nameOf(row));
      }),
    read: (inspection) =>
      Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
        .filter((name) => name.startsWith(nameOf({ inspection, key: '' })))
        .flatMap((name) => read(name) ?? []),
  };
}

const nameOf = ({ inspection, key }: Pick<DraftRow, 'inspection' | 'key'>): string => `unwritten/${inspection}/${key}`;

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

function quietly(task: () => void): void {
  try {
    task();
  } catch {
    // A safety net under a safety net: the store has the same rows a moment later.
  }
}
