import { createStore } from 'zustand/vanilla';
import type { Overall } from '#shared/assess/types.ts';
import type { Catalogue } from '#shared/catalogue/schema.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { Profile, Verdict } from '#shared/facts/schema.ts';
import type { CatalogueInfo, InspectionInfo } from '#shared/host/records.ts';
import type { InspectionId } from '#shared/ids.ts';
import { err, ok, type Failure, type Result } from '#shared/result.ts';
import { bringUpToDate } from '../db/mirror.ts';
import type { CatalogueCache } from './catalogues.ts';
import { foldAll } from './fold-all.ts';
import type { Services } from './services.ts';

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
  /** Latest change first. */
  readonly projects: readonly ProjectSummary[];
  readonly broken: readonly BrokenProject[];
  readonly catalogues: readonly CatalogueInfo[];
  /** False until the list has been read once. */
  readonly loaded: boolean;
  readonly failure: Failure<ErrorCode> | null;
  readonly load: () => Promise<void>;
  readonly readCatalogue: (info: CatalogueInfo) => Promise<Result<Catalogue, ErrorCode>>;
}

/** The list of inspections, each folded and judged from its index. */
export function createProjects(services: Services, catalogues: CatalogueCache) {
  const { host } = services;
  return createStore<ProjectsState>()((set) => ({
    projects: [],
    broken: [],
    catalogues: [],
    loaded: false,
    failure: null,
    load: async () => {
      const [offers, list] = await Promise.all([host.call('catalogue:list', {}), host.call('inspection:list', {})]);
      if (!list.ok) return set({ failure: list.error, loaded: true });
      const lines = await inTurn(list.value, (info) => summaryOf(services, catalogues, info));
      const projects = lines.flatMap((line) => (line.ok ? [line.value] : []));
      set({
        projects: projects.sort((a, b) => b.changedAt - a.changedAt),
        broken: lines.flatMap((line, index) => {
          const id = list.value[index]?.id;
          return line.ok || id === undefined ? [] : [{ id, failure: line.error }];
        }),
        catalogues: offers.ok ? offers.value : [],
        loaded: true,
        failure: offers.ok ? null : offers.error,
      });
    },
    readCatalogue: async (info) => {
      const read = await catalogues.read(info.sha256);
      return read.ok ? ok(read.value.catalogue) : read;
    },
  }));
}

async function inTurn<T, R>(items: readonly T[], task: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await task(item));
  return results;
}

async function summaryOf(
  services: Services,
  catalogues: CatalogueCache,
  info: InspectionInfo,
): Promise<Result<ProjectSummary, ErrorCode>> {
  const read = await bringUpToDate(services.db, services.host, info.id, info.heads, () => undefined);
  if (!read.ok) return read;
  const { inspection } = foldAll(read.value.events);
  if (inspection === null) return err('inspection.not-found');
  const catalogue = await catalogues.read(inspection.catalogueRef.sha256);
  if (!catalogue.ok) return catalogue;
  const assessment = catalogue.value.assess(inspection.facts);
  const last = inspection.history.at(-1)?.event;
  return ok({
    id: info.id,
    profile: inspection.facts.profile,
    standard: catalogue.value.catalogue.standard,
    tier: catalogue.value.catalogue.tier,
    sample: inspection.sample,
    finalised: inspection.finalised !== null,
    tally: assessment.tally,
    overall: assessment.overall,
    changedAt: last?.hlc.wall ?? 0,
    changedBy: last?.author ?? '',
  });
}
