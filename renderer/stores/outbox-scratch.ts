import * as v from 'valibot';
import { ERROR_CODES } from '#shared/errors.ts';
import { PAYLOADS } from '#shared/log/payloads.ts';
import type { Draft } from '#shared/log/events.ts';
import { Reach } from '#shared/log/heads.ts';
import type { DraftRow } from '../db/database.ts';
import { draftKey } from './draft-key.ts';

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

const TYPES = Object.keys(PAYLOADS);

const Refused = v.object({
  code: v.picklist(ERROR_CODES),
  detail: v.exactOptional(v.record(v.string(), v.union([v.string(), v.number()]))),
});

/** A draft as it was entered: what the host refuses must still be readable, or it would be lost here. */
const Entered = v.custom<Draft>((value) =>
  v.is(v.looseObject({ type: v.picklist(TYPES), payload: v.looseObject({}) }), value),
);

const Row = v.object({
  inspection: v.string(),
  key: v.string(),
  text: v.nullable(v.string()),
  draft: v.nullable(Entered),
  order: v.number(),
  seen: v.optional(Reach),
  over: v.optional(v.array(Entered)),
  group: v.optional(v.number()),
  window: v.optional(v.string()),
  refused: v.optional(Refused),
});

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** In `localStorage`, a row at a time. Without it, or when it is full, there is only the store itself, as ever. */
export function scratchIn(storage: Storage): Scratch {
  const read = (name: string): DraftRow | null => {
    const parsed = v.safeParse(Row, parseJson(storage.getItem(name)));
    return parsed.success && isUsable(parsed.output) ? parsed.output : null;
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

/** Whether the draft says at least what it writes. */
function isUsable({ draft }: DraftRow): boolean {
  try {
    return draft === null || draftKey(draft) !== '';
  } catch {
    return false;
  }
}

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
