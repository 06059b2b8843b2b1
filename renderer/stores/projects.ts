import { createStore } from 'zustand/vanilla';
import type { Catalogue } from '#shared/catalogue/schema.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { Overall } from '#shared/assess/types.ts';
import type { Profile, Verdict } from '#shared/facts/schema.ts';
import type { CatalogueInfo } from '#shared/host/records.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { Failure } from '#shared/result.ts';

/** One line of the list of inspections. */
export interface ProjectSummary {
  readonly id: InspectionId;
  readonly profile: Profile;
  readonly standard: string;
  readonly tier: string;
  readonly sample: boolean;
  readonly finalised: boolean;
  readonly tally: Readonly<Record<Verdict, number>>;
  readonly overall: Overall;
  readonly changedAt: number;
  readonly changedBy: string;
}

/** An inspection that can't be shown as usual: it is listed with the reason, never left out. */
export interface BrokenProject {
  readonly id: InspectionId;
  readonly failure: Failure<ErrorCode>;
}

export interface ProjectsState {
  readonly projects: readonly ProjectSummary[];
  readonly broken: readonly BrokenProject[];
  readonly catalogues: readonly CatalogueInfo[];
  readonly loading: boolean;
  readonly failure: Failure<ErrorCode> | null;
  load(): Promise<void>;
  readCatalogue(info: CatalogueInfo): Promise<Catalogue | null>;
}
