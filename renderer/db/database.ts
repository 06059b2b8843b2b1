import { Dexie, type EntityTable, type Table } from 'dexie';
import type { IndexRepair } from '#shared/host/index-records.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { Event } from '#shared/log/event.ts';
import type { Draft } from '#shared/log/events.ts';
import type { Reach } from '#shared/log/heads.ts';
import type { Failure } from '#shared/result.ts';

/** One event of the journal, in the index. */
export interface EventRow {
  readonly inspection: string;
  readonly device: string;
  readonly seq: number;
  readonly event: Event;
}

/** How far the index reaches, per inspection: what the host said when these rows were written. */
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
  /** How far the saved events reached when it was entered; absent in rows of earlier programs. */
  readonly seen?: Reach | undefined;
  /** Earlier entries at the same place that were on their way then. */
  readonly over?: readonly Draft[] | undefined;
  /** What was entered in one move; absent in rows of earlier programs. */
  readonly group?: number | undefined;
  /** The window that entered it; absent in rows of earlier programs. */
  readonly window?: string | undefined;
  /** Why the host does not take it: it is set aside until somebody mends it or gives it up. */
  readonly refused?: Failure<ErrorCode> | undefined;
}

/** A small picture of a stored original; can be made again from it. */
export interface ThumbnailRow {
  readonly sha256: string;
  readonly blob: Blob;
}

/** How the store was found when it was opened. */
export interface Opening {
  /** There was no store: a first start, or somebody (or the browser itself) has deleted it. */
  readonly isNew: boolean;
  readonly dataLoss: IndexRepair['dataLoss'];
}

interface Means {
  readonly indexedDB?: IDBFactory;
  readonly IDBKeyRange?: typeof IDBKeyRange;
}

/**
 * The window's own store: the index of the journal, entries on their way there, small pictures. All but `drafts` can be
 * rebuilt from the host at any time.
 */
export class LocalDatabase extends Dexie {
  declare readonly events: Table<EventRow, [string, string, number]>;
  declare readonly heads: EntityTable<HeadRow, 'inspection'>;
  declare readonly drafts: Table<DraftRow, [string, string]>;
  declare readonly thumbnails: EntityTable<ThumbnailRow, 'sha256'>;
  /** Known once the store is open. */
  #opening: Opening = { isNew: false, dataLoss: 'unknown' };

  constructor(name = 'workbench', means: Means = {}) {
    const { indexedDB = globalThis.indexedDB, ...others } = means;
    // Chromium's default leaves committed transactions in the system's cache.
    super(name, {
      chromeTransactionDurability: 'strict',
      indexedDB: watched(indexedDB, (o) => this.#note(o)),
      ...others,
    });
    this.version(1).stores({
      events: '[inspection+device+seq], inspection',
      heads: 'inspection',
      drafts: '[inspection+key], inspection',
      thumbnails: 'sha256',
    });
  }

  get opening(): Opening {
    return this.#opening;
  }

  #note(opening: Opening): void {
    this.#opening = opening;
  }
}

/** A factory whose openings are reported: Dexie does not pass on what Chromium says of lost data. */
function watched(factory: IDBFactory, onUpgrade: (opening: Opening) => void): IDBFactory {
  return {
    open: (name, version) => {
      const request = factory.open(name, version);
      request.addEventListener('upgradeneeded', (event) =>
        onUpgrade({ isNew: event.oldVersion === 0, dataLoss: dataLossOf(event) }),
      );
      return request;
    },
    deleteDatabase: (name) => factory.deleteDatabase(name),
    databases: () => factory.databases(),
    cmp: (first, second) => factory.cmp(first, second),
  };
}

/** Chromium alone tells; the property is not in the standard. */
function dataLossOf(event: IDBVersionChangeEvent): Opening['dataLoss'] {
  const told: unknown = Reflect.get(event, 'dataLoss');
  return told === 'none' || told === 'total' ? told : 'unknown';
}
