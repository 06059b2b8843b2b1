import type { StoreApi } from 'zustand/vanilla';
import type { HostApi } from '#shared/host/api.ts';
import type { Sha256 } from '#shared/ids.ts';
import type { LocalDatabase } from '../db/database.ts';
import type { IndexWatch } from '../db/index-watch.ts';
import type { CatalogueCache } from './catalogues.ts';
import type { Claim } from './outbox-claim.ts';
import type { Scratch } from './outbox-scratch.ts';
import type { SettingsState } from './settings.ts';

/** What the window needs from outside: the host, the index, a clock, ids. */
export interface WindowMeans {
  readonly host: HostApi;
  readonly db: LocalDatabase;
  readonly now: () => number;
  readonly newId: () => string;
  /** Keeps what was typed in one window from being taken up in another that is open beside it. */
  readonly claim: Claim;
  /** Keeps what is on its way into the index; absent: nothing outlives a window that is closed at once. */
  readonly scratch?: Scratch;
  /** Where forms that were not submitted outlive the window; absent: nowhere. */
  readonly storage?: Storage;
  /** Address of a stored original of this origin. */
  readonly fileUrl: (sha256: Sha256, name: string) => string;
}

/** What an open inspection needs. */
export interface SessionNeeds {
  readonly services: WindowMeans;
  readonly watch: IndexWatch;
  readonly catalogues: CatalogueCache;
  readonly settings: StoreApi<SettingsState>;
}
