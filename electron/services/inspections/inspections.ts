import type { LoadedCatalogue } from '#electron/services/catalogues/catalogues.ts';
import type { Journal, Writer } from '#electron/services/journal/journal.ts';
import type { JournalView } from '#electron/services/journal/journal-folder.ts';
import type { Catalogue } from '#shared/catalogue/schema.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { Estate, Facts, Profile } from '#shared/facts/schema.ts';
import type { HostOutput } from '#shared/host/contract.ts';
import type { InspectionInfo } from '#shared/host/records.ts';
import { headsOf } from '#shared/log/heads.ts';
import type { Heads, Reach } from '#shared/log/heads.ts';
import type { InspectionId, Sha256 } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { reachesAsFar, reachOfHeads, seqIn } from '#shared/log/causality.ts';
import type { WindowCall, Event } from '#shared/log/event.ts';
import type { PayloadOf } from '#shared/log/payloads.ts';
import type { Draft } from '#shared/log/events.ts';
import { EMPTY_FOLD } from '#shared/log/fold.ts';
import type { Fold, FoldedInspection } from '#shared/log/fold.ts';
import { draftsFromFacts } from '#shared/log/from-facts.ts';
import type { Acceptance } from '#shared/log/readiness.ts';
import { admitDrafts, admits, isFinalised, standingOf } from '#shared/log/standing.ts';
import { err, ok } from '#shared/result.ts';
import type { Result, Answer } from '#shared/result.ts';
import { createSerial } from '#shared/serial.ts';
import { finalisation } from './finalisation.ts';
import type { StatedDate } from './finalisation.ts';
import { createFoldCache } from './fold-cache.ts';
import type { FoldCache } from './fold-cache.ts';
import { createClockWatch } from './clock-watch.ts';
import type { ClockWatch } from './clock-watch.ts';
import { stampFor } from './write-events.ts';

/** Most events in one answer of `readEvents`. */
export const EVENTS_PER_PAGE = 2000;

export interface InspectionPorts {
  readonly journal: Journal;
  /** A catalogue by hash (`catalogue.not-found`). */
  readonly catalogue: (sha256: Sha256) => Answer<Pick<LoadedCatalogue, 'catalogue'>>;
  /** Keeps a catalogue with the data, because an inspection is judged by it for ever. */
  readonly pinCatalogue: (sha256: Sha256) => Answer<Pick<LoadedCatalogue, 'catalogue'>>;
  readonly author: () => Promise<string>;
  readonly newId: () => InspectionId;
  readonly now: () => number;
  /** Milliseconds that truly pass, sleep included, from any start; absent: nobody can tell whether the clock was set. */
  readonly steady?: (() => number) | undefined;
  readonly hash: HashText;
  /** Told after every acknowledged append. */
  readonly onAppended: (inspection: InspectionId, heads: Heads) => void;
}

/** A 小区 of which only the name is known yet. */
export type NamedEstate = Pick<Estate, 'id' | 'name'>;

/** A published notice; the log gives it its number. */
export type PublishedNotice = Omit<PayloadOf<'notice.published'>, 'edition'> & { readonly factsSha256: Sha256 };

/** Who asks for an append. */
export interface AppendAs {
  /** What the writer had before their eyes; absent: all that is on this disk. */
  readonly seen?: Reach | undefined;
  readonly window?: WindowCall | undefined;
}

/** Events that were written together, and the heads in which they end. */
export type Appended = HostOutput<'inspection:append-events'>;

/** An inspection with the catalogue it is pinned to. */
export interface OpenInspection {
  readonly state: FoldedInspection;
  readonly catalogue: Catalogue;
}

export interface Inspections {
  list(): Answer<InspectionInfo[]>;
  /** A new inspection with its 小区, in one write. */
  create(catalogue: Sha256, profile: Profile, estates: readonly NamedEstate[]): Answer<{ id: InspectionId }>;
  /** A new inspection that states `facts`; `sample` marks it as no real one. */
  createFromFacts(facts: Facts, catalogue: Sha256, sample: boolean): Answer<{ id: InspectionId }>;
  readEvents(inspection: InspectionId, seen: Reach): Answer<HostOutput<'inspection:read-events'>>;
  /** Appends once, however often the same call of a window comes: what it wrote is answered again. */
  append(inspection: InspectionId, drafts: readonly Draft[], as?: AppendAs): Answer<Appended>;
  /**
   * Freezes the facts (`inspection.not-ready` with the count of what is unsettled) under a 落款日期: the one stated, else
   * the usual one. `publication.date-unsound`: it is yet to come, or is doubtful and nobody confirmed it (SPEC PU23).
   */
  finalise(inspection: InspectionId, by: string, accepted: readonly Acceptance[], date?: StatedDate): Answer<Appended>;
  /**
   * Records a notice that was made of the facts of that hash, with the next number. Refused where those are no longer
   * what is finalised (`inspection.not-finalised`, `inspection.changed-since-final`).
   */
  recordPublication(inspection: InspectionId, made: PublishedNotice): Answer<Appended>;
  open(inspection: InspectionId): Answer<OpenInspection>;
  /**
   * Takes notice of events that came to the journal otherwise than through `append`: what is in memory goes on with them;
   * without them it is read again.
   */
  reload(inspection: InspectionId, brought?: readonly Event[]): Promise<void>;
  /** Settles when no write is under way. */
  idle(): Promise<void>;
}

/** An inspection as it is on the disk. */
interface Current {
  readonly fold: Fold;
  readonly heads: Heads;
}

/** The inspections of a data folder, on top of its journal. */
export class InspectionLog implements Inspections {
  readonly #ports: InspectionPorts;
  readonly #serial = createSerial();
  readonly #folds: FoldCache;
  readonly #clock: ClockWatch;

  constructor(ports: InspectionPorts) {
    this.#ports = ports;
    this.#folds = createFoldCache((inspection) => ports.journal.read(inspection));
    this.#clock = createClockWatch(ports.now, ports.steady);
  }

  list(): Answer<InspectionInfo[]> {
    return listInspections(this.#ports.journal);
  }

  async create(sha256: Sha256, profile: Profile, estates: readonly NamedEstate[]): Answer<{ id: InspectionId }> {
    const pinned = await this.#ports.pinCatalogue(sha256);
    if (!pinned.ok) return pinned;
    const { id, version } = pinned.value.catalogue;
    return this.#begin([
      { type: 'inspection.created', payload: { catalogue: { id, version, sha256 }, profile } },
      ...estates.map((estate): Draft => ({ type: 'estate.set', payload: { ...estate, facts: {} } })),
    ]);
  }

  async createFromFacts(facts: Facts, sha256: Sha256, sample: boolean): Answer<{ id: InspectionId }> {
    const pinned = await this.#ports.pinCatalogue(sha256);
    return pinned.ok ? this.#begin(draftsFromFacts(facts, sha256, sample)) : pinned;
  }

  readEvents(inspection: InspectionId, seen: Reach): Answer<HostOutput<'inspection:read-events'>> {
    return this.#serial.run(inspection, async () => {
      const current = await this.#current(inspection);
      if (!current.ok) return current;
      const { fold, heads } = current.value;
      const unseen = fold.order.filter((event) => event.seq > seqIn(seen, event.device));
      const events = unseen.slice(0, EVENTS_PER_PAGE);
      return ok({ events, more: events.length < unseen.length, heads });
    });
  }

  append(inspection: InspectionId, drafts: readonly Draft[], as: AppendAs = {}): Answer<Appended> {
    return this.#serial.run(inspection, async () => {
      const current = await this.#current(inspection);
      if (!current.ok) return current;
      const { fold } = current.value;
      const written = writtenBy(current.value, as.window);
      if (written !== null) return ok(written);
      const admitted = admitDrafts(drafts, isFinalised(fold));
      return admitted.ok ? this.#write(inspection, drafts, fold, as, false) : admitted;
    });
  }

  finalise(inspection: InspectionId, by: string, accepted: readonly Acceptance[], date?: StatedDate): Answer<Appended> {
    return this.#append(inspection, async () => {
      const opened = await this.open(inspection);
      const { now, hash } = this.#ports;
      return opened.ok ? finalisation(opened.value, { by, accepted, date, now: now(), hash }) : opened;
    });
  }

  recordPublication(inspection: InspectionId, made: PublishedNotice): Answer<Appended> {
    return this.#append(inspection, async ({ inspection: state }) => {
      if (state === null) return err('inspection.not-finalised');
      const admitted = admits(standingOf(state, this.#ports.hash).is, 'notice.published');
      if (!admitted.ok) return admitted;
      if (state.finalised?.factsSha256 !== made.factsSha256) return err('inspection.changed-since-final');
      return ok([{ type: 'notice.published', payload: { ...made, edition: state.published.length + 1 } }]);
    });
  }

  async open(inspection: InspectionId): Answer<OpenInspection> {
    const current = await this.#current(inspection);
    if (!current.ok) return current;
    const state = current.value.fold.inspection;
    if (state === null) return err('inspection.not-found');
    const loaded = await this.#ports.catalogue(state.catalogueRef.sha256);
    return loaded.ok ? ok({ state, catalogue: loaded.value.catalogue }) : loaded;
  }

  reload(inspection: InspectionId, brought?: readonly Event[]): Promise<void> {
    return this.#serial.run(inspection, async () => {
      if (brought === undefined) this.#folds.forget(inspection);
      else this.#folds.extend(inspection, brought);
      const view = await this.#ports.journal.view(inspection);
      if (view.ok) this.#ports.onAppended(inspection, view.value.heads);
    });
  }

  idle(): Promise<void> {
    return this.#serial.idle();
  }

  /**
   * The state of exactly what is in the journal. An import or a restore writes there past what is kept in memory, and
   * may fail between two streams: what is in memory counts only while it reaches as far as the journal does.
   */
  async #current(inspection: InspectionId): Answer<Current> {
    const kept = await this.#look(inspection);
    if (!kept.ok || isCurrent(kept.value)) return kept;
    this.#folds.forget(inspection);
    return this.#look(inspection);
  }

  async #look(inspection: InspectionId): Answer<Current> {
    const [fold, view] = [await this.#folds.get(inspection), await this.#ports.journal.view(inspection)];
    if (!fold.ok) return fold;
    return view.ok ? ok({ fold: fold.value, heads: view.value.heads }) : view;
  }

  async #begin(drafts: readonly Draft[]): Answer<{ id: InspectionId }> {
    const id = this.#ports.newId();
    const written = await this.#serial.run(id, () => this.#write(id, drafts, EMPTY_FOLD, {}, true));
    return written.ok ? ok({ id }) : written;
  }

  /** Appends what `draft` makes of the present state; the state cannot change in between. */
  #append(
    inspection: InspectionId,
    draft: (fold: Fold) => Promise<Result<readonly Draft[], ErrorCode>>,
  ): Answer<Appended> {
    return this.#serial.run(inspection, async () => {
      const current = await this.#current(inspection);
      if (!current.ok) return current;
      const { fold } = current.value;
      const drafts = await draft(fold);
      return drafts.ok ? this.#write(inspection, drafts.value, fold, {}, false) : drafts;
    });
  }

  async #write(
    inspection: InspectionId,
    drafts: readonly Draft[],
    fold: Fold,
    as: AppendAs,
    begin: boolean,
  ): Answer<Appended> {
    const { journal, hash } = this.#ports;
    const look = this.#clock.look(inspection);
    const pen = { author: await this.#ports.author(), now: look.wall, moved: look.moved, hash, ...as };
    const make = (writer: Writer) => stampFor(inspection, drafts, fold, writer, pen);
    const written = await journal.append(inspection, make, begin);
    if (!written.ok) return written;
    if (!begin) look.told();
    const events = written.value.map(({ event }) => event);
    this.#folds.extend(inspection, events);
    const view = await journal.view(inspection);
    if (view.ok) this.#ports.onAppended(inspection, view.value.heads);
    return ok({ events, heads: headsOf(written.value.map(({ event, head }) => [event.device, head])) });
  }
}

/** What a window's call has written already: its answer was lost on the way. Null: nothing. */
function writtenBy({ fold, heads }: Current, call: WindowCall | undefined): Appended | null {
  if (call === undefined) return null;
  const events = fold.order.filter(({ window }) => window?.id === call.id && window.no === call.no);
  const last = events.at(-1);
  if (last === undefined) return null;
  // What came behind them names the last of them; where nothing did, the stream ends in it.
  const next = fold.order.find(({ device, seq }) => device === last.device && seq === last.seq + 1);
  const hash = (next === undefined ? heads[last.device]?.hash : next.prev) ?? null;
  return { events, heads: hash === null ? {} : headsOf([[last.device, { seq: last.seq, hash }]]) };
}

function isCurrent({ fold, heads }: Current): boolean {
  const hasSameStreams = Object.keys(fold.reach).length === Object.keys(heads).length;
  return hasSameStreams && reachesAsFar(fold.reach, reachOfHeads(heads));
}

/** Whether all there ever was is the unfinished writing of the first event, which nobody was told is saved. */
const neverBegan = ({ count, damage }: JournalView): boolean => count === 0 && damage?.code === 'journal.tail-cut';

async function listInspections(journal: Journal): Answer<InspectionInfo[]> {
  const ids = await journal.list();
  if (!ids.ok) return ids;
  const infos: InspectionInfo[] = [];
  for (const id of ids.value) {
    const view = await journal.view(id);
    if (view.ok && !neverBegan(view.value)) {
      infos.push({ id, heads: view.value.heads, events: view.value.count, damage: view.value.damage });
    }
    if (!view.ok && view.error.code !== 'inspection.not-found') {
      const reason = String(view.error.detail?.['reason'] ?? '');
      infos.push({ id, heads: {}, events: 0, damage: { code: view.error.code, line: 0, intact: 0, reason } });
    }
  }
  return ok(infos);
}
