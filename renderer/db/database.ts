import { Dexie, type EntityTable, type Table } from 'dexie';
import type { Draft, Event } from '#shared/log/event.ts';

/** One event of the journal, as a copy. */
export interface EventRow {
  readonly inspection: string;
  readonly device: string;
  readonly seq: number;
  readonly event: Event;
}

/** How far the copy reaches, per inspection: what the host said when these rows were written. */
export interface HeadRow {
  readonly inspection: string;
  readonly heads: Readonly<Record<string, { readonly seq: number; readonly hash: string }>>;
}

/** Something entered that no acknowledgement covers yet: typed text, and the change it is (null: not valid yet). */
export interface DraftRow {
  readonly inspection: string;
  readonly key: string;
  readonly text: string | null;
  readonly draft: Draft | null;
  /** Order of entry. */
  readonly order: number;
}

/** A small picture of a stored original; can be made again from it. */
export interface ThumbnailRow {
  readonly sha256: string;
  readonly blob: Blob;
}

/**
 * The window's own store: a copy of the journal, entries on their way there, small pictures. All but `drafts` can be
 * rebuilt from the host at any time.
 */
export class LocalDatabase extends Dexie {
  declare readonly events: Table<EventRow, [string, string, number]>;
  declare readonly heads: EntityTable<HeadRow, 'inspection'>;
  declare readonly drafts: Table<DraftRow, [string, string]>;
  declare readonly thumbnails: EntityTable<ThumbnailRow, 'sha256'>;

  constructor(name = 'workbench', options: { indexedDB?: IDBFactory; IDBKeyRange?: typeof IDBKeyRange } = {}) {
    // Chromium's default leaves committed transactions in the system's cache.
    super(name, { chromeTransactionDurability: 'strict', ...options });
    this.version(1).stores({
      events: '[inspection+device+seq], inspection',
      heads: 'inspection',
      drafts: '[inspection+key], inspection',
      thumbnails: 'sha256',
    });
  }
}
