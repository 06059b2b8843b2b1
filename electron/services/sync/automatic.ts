import type { ErrorCode } from '#shared/errors.ts';
import type { SyncState } from '#shared/host/sync-records.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { Result } from '#shared/result.ts';
import type { PlaceId } from '#shared/sync/places.ts';

/** Synchronisation that nobody asks for. */
export interface AutomaticSync {
  /** Something of an inspection was written that no place has yet. */
  changed(inspection: InspectionId): void;
  stop(): void;
}

export interface AutomaticPorts {
  readonly state: () => Promise<Result<SyncState, ErrorCode>>;
  /** Starts a synchronisation with a place; settles when it has ended. */
  readonly run: (place: PlaceId) => Promise<Result<unknown, ErrorCode>>;
  /** Milliseconds that truly pass. */
  readonly steady: () => number;
  /** Between 0 and 1: laptops that come back to the same network do not all knock at once. */
  readonly chance: () => number;
}

/** How often a look is taken whether anything is due, in milliseconds; all else is told in these beats. */
interface Rhythm {
  readonly beat: number;
  /** After a change: until whoever types pauses. */
  readonly afterChange: number;
  /** Without any: what others put there. */
  readonly usual: number;
  /** After a failure, doubled with each further one up to `usual`. */
  readonly again: number;
}

export const rhythmOf = (beat: number): Rhythm => ({
  beat,
  afterChange: 2 * beat,
  usual: 20 * beat,
  again: 2 * beat,
});

/** What only somebody can mend who is told of it: trying again would not, and could lock an account. */
const NEEDS_SOMEBODY: ReadonlySet<ErrorCode> = new Set([
  'sync.certificate',
  'sync.database-missing',
  'sync.forbidden',
  'sync.locked-out',
  'sync.login',
  'sync.newer-format',
  'sync.not-a-place',
  'sync.not-writable',
  'sync.other-place',
]);

interface Tried {
  /** When it is tried next, by the steady clock. */
  due: number;
  failures: number;
  isDirty: boolean;
}

/** Synchronises with every place that is to be used so, soon after a change, now and then without, and again after a failure. */
export const synchroniseAutomatically = (rhythm: Rhythm, ports: AutomaticPorts): AutomaticSync =>
  new Clockwork(rhythm, ports);

class Clockwork implements AutomaticSync {
  readonly #rhythm: Rhythm;
  readonly #ports: AutomaticPorts;
  readonly #tried = new Map<PlaceId, Tried>();
  readonly #dirty = new Set<InspectionId>();
  #isStopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(rhythm: Rhythm, ports: AutomaticPorts) {
    this.#rhythm = rhythm;
    this.#ports = ports;
    this.#arm();
  }

  changed(inspection: InspectionId): void {
    this.#dirty.add(inspection);
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  #arm(): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => void this.#beat(), this.#rhythm.beat);
    this.#timer.unref();
  }

  async #beat(): Promise<void> {
    const state = await this.#ports.state();
    const places = state.ok ? state.value.places.map((place) => [place, this.#look(place)] as const) : [];
    if (state.ok) this.#dirty.clear();
    for (const [place, known] of places) {
      if (!this.#isStopped && isDue(place, known, this.#ports.steady())) await this.#attempt(place.place.id, known);
    }
    this.#arm();
  }

  #look({ place }: SyncState['places'][number]): Tried {
    const { afterChange } = this.#rhythm;
    const known = this.#tried.get(place.id) ?? { due: this.#soon(afterChange), failures: 0, isDirty: false };
    this.#tried.set(place.id, known);
    const isNew = !known.isDirty && place.inspections.some((inspection) => this.#dirty.has(inspection));
    if (isNew) Object.assign(known, { isDirty: true, due: Math.min(known.due, this.#soon(afterChange)) });
    return known;
  }

  async #attempt(id: PlaceId, known: Tried): Promise<void> {
    known.isDirty = false;
    const done = await this.#ports.run(id);
    known.failures = done.ok ? 0 : known.failures + 1;
    const { usual, again } = this.#rhythm;
    known.due = this.#soon(done.ok ? usual : Math.min(usual, again * 2 ** (known.failures - 1)));
  }

  #soon(ms: number): number {
    return this.#ports.steady() + ms * (0.75 + this.#ports.chance() / 2);
  }
}

function isDue({ place, job, failure }: SyncState['places'][number], { due }: Tried, now: number): boolean {
  const isBlocked = failure !== null && NEEDS_SOMEBODY.has(failure.why.code);
  return place.auto && place.inspections.length > 0 && job === null && !isBlocked && now >= due;
}
