import { createStore } from 'zustand/vanilla';
import type { Overall } from '#shared/assess/types.ts';
import type { Catalogue } from '#shared/catalogue/schema.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { Profile, Verdict } from '#shared/facts/schema.ts';
import type { CatalogueInfo, InspectionInfo } from '#shared/host/records.ts';
import type { InspectionId } from '#shared/ids.ts';
import { err, ok, type Failure, type Result } from '#shared/result.ts';
import { dropOrphans } from '../db/index-store.ts';
import type { IndexWatch } from '../db/index-watch.ts';
import { bringUpToDate, type BringUpProgress } from '../db/bring-up.ts';
import type { CatalogueCache } from './catalogues.ts';
import { foldAll } from './fold-all.ts';
import type { WindowMeans } from './services.ts';

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
  /** Values that people wrote without seeing each other's, not settled yet: how many places. */
  readonly conflicts: number;
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
  /** Events read so far of all that there are, while the index is held against the journal. */
  readonly progress: Reading | null;
  readonly load: () => Promise<void>;
  readonly readCatalogue: (info: CatalogueInfo) => Promise<Result<Catalogue, ErrorCode>>;
}

/** How far the list is read; `rebuilding`: an index was found wrong and is written anew. */
export interface Reading {
  readonly step: 'reading' | 'rebuilding';
  readonly done: number;
  readonly total: number;
}

const UNREAD = { projects: [], broken: [], catalogues: [], loaded: false, failure: null, progress: null } as const;

/** The list of inspections, each folded and judged from its index. */
export function createProjects(services: WindowMeans, watch: IndexWatch, catalogues: CatalogueCache) {
  const { host } = services;
  /** Something was begun while the list was being read for the first time, and may not be in it. */
  let isBehind = false;
  const store = createStore<ProjectsState>()((set, get) => ({
    ...UNREAD,
    load: async () => {
      isBehind = false;
      const [offers, list] = await Promise.all([host.call('catalogue:list', {}), host.call('inspection:list', {})]);
      if (!list.ok) return set({ failure: list.error, loaded: true });
      await compareList(services, watch, list.value);
      const report = progressOf(list.value, (progress) => set({ progress }));
      const lines = await inTurn(list.value, (info) => summaryOf(services, watch, catalogues, info, report(info)));
      const projects = lines.flatMap((line) => (line.ok ? [line.value] : []));
      set({
        projects: projects.sort((a, b) => b.changedAt - a.changedAt),
        broken: brokenOf(list.value, lines),
        catalogues: offers.ok ? offers.value : [],
        loaded: true,
        progress: null,
        failure: offers.ok ? null : offers.error,
      });
      if (isBehind) await get().load();
    },
    readCatalogue: async (info) => {
      const read = await catalogues.read(info.sha256);
      return read.ok ? ok(read.value.catalogue) : read;
    },
  }));
  // What another window has begun, perhaps while the host could not be heard.
  host.on((event) => {
    const { loaded, load, projects, broken } = store.getState();
    const isNew = event.type === 'journal' && ![...projects, ...broken].some(({ id }) => id === event.inspection);
    if (!loaded) isBehind ||= isNew;
    if (loaded && (isNew || (event.type === 'connection' && event.state === 'back'))) void load();
  });
  return store;
}

/** Those of a list that could not be read, each with why. */
function brokenOf(
  list: readonly InspectionInfo[],
  lines: readonly Result<ProjectSummary, ErrorCode>[],
): readonly BrokenProject[] {
  return lines.flatMap((line, index) => {
    const id = list[index]?.id;
    return line.ok || id === undefined ? [] : [{ id, failure: line.error }];
  });
}

async function inTurn<T, R>(items: readonly T[], task: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await task(item));
  return results;
}

/** Throws away what the journal does not have (its folder was restored from an older backup, or is another one). */
async function compareList({ db }: WindowMeans, watch: IndexWatch, list: readonly InspectionInfo[]): Promise<void> {
  const ids = list.map(({ id }) => id);
  watch.listed(ids);
  const dropped = await dropOrphans(db, ids);
  watch.dropped(dropped.inspections, dropped.events);
}

/** Adds up the events read of one inspection after the other. */
function progressOf(list: readonly InspectionInfo[], show: (progress: Reading) => void) {
  const total = list.reduce((sum, { events }) => sum + events, 0);
  let before = 0;
  return ({ events }: InspectionInfo): BringUpProgress => {
    const start = before;
    before += events;
    return (step, done) => show({ step, done: start + done, total });
  };
}

async function summaryOf(
  services: WindowMeans,
  watch: IndexWatch,
  catalogues: CatalogueCache,
  info: InspectionInfo,
  onProgress: BringUpProgress,
): Promise<Result<ProjectSummary, ErrorCode>> {
  const read = await bringUpToDate(services.db, services.host, info.id, info.heads, onProgress);
  if (!read.ok) return read;
  watch.compared(info.id, read.value.repair);
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
    conflicts: inspection.conflicts.length,
    changedAt: last?.hlc.wall ?? 0,
    changedBy: last?.author ?? '',
  });
}
