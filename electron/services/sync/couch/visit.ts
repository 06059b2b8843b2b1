import { createSerial } from '#shared/serial.ts';
import type { DeviceId } from '#shared/ids.ts';
import { readSeen, writeSeen } from './memory.ts';
import type { PlaceMemory, Seen, SeenStream } from './memory.ts';
import type { CouchChange, CouchRequests } from './requests.ts';
import { Sight } from './sight.ts';

const MINUTE_MS = 60_000;
/** Who the server is, and whether it still remembers us, is asked at the first look and then every so often. */
const VISIT_MS = MINUTE_MS;
/** All that is there is looked at by its ids every so often, whatever the feed of changes says. */
const WHOLE_MS = 24 * 60 * MINUTE_MS;
/** Changes of one answer. */
const PAGE = 2000;
/** So many more than these cost more than looking at all that is there. */
const MAX_CHANGES = 20_000;

/**
 * What a look at a server found, beside what was asked for. `restored`: it has lost what it had, so that what was known to
 * be there must be asked for again; `other-server`: it goes by another id; `few-copies`: what was put last lies on fewer
 * disks than it should, and may still be lost with one.
 */
export interface CouchNews {
  readonly is: 'restored' | 'other-server' | 'few-copies';
}

export interface VisitPorts {
  readonly requests: CouchRequests;
  readonly memory: PlaceMemory;
  readonly device: DeviceId;
  /** Wall milliseconds since the epoch. */
  readonly now: () => number;
  readonly tell: (news: CouchNews) => void;
}

/** Our standing with a server: who it is, what we saw there, and whether what it remembers of us still fits that. */
export class Visit {
  readonly #ports: VisitPorts;
  readonly #serial = createSerial();
  #seen: Seen | null = null;
  #sight: Sight | null = null;
  #begunAt: number | null = null;

  constructor(ports: VisitPorts) {
    this.#ports = ports;
  }

  /** How far the streams go there now. */
  look(signal: AbortSignal): Promise<readonly SeenStream[]> {
    return this.#serial.run('look', async () => {
      const sight = await this.#lookNow(signal);
      return sight.streams();
    });
  }

  /** What was seen there, as far as anything was. */
  async sight(): Promise<Sight> {
    return this.#serial.run('look', async () => this.#known());
  }

  /** After something was put: raises our counter there, so that a server that loses it can be told. */
  async notePut(signal: AbortSignal): Promise<void> {
    await this.#serial.run('look', async () => {
      await this.#known();
      await this.#raise(await this.#begun(signal), signal);
    });
  }

  async #known(): Promise<Sight> {
    if (this.#sight !== null) return this.#sight;
    this.#seen = await readSeen(this.#ports.memory);
    this.#sight = new Sight(this.#ports.requests, this.#seen?.streams ?? [], this.#seen?.forged ?? []);
    return this.#sight;
  }

  async #lookNow(signal: AbortSignal): Promise<Sight> {
    const sight = await this.#known();
    const seen = await this.#begun(signal);
    if (!isDue(seen, this.#ports.now())) {
      const since = await this.#follow(sight, seen.since, signal);
      if (since === seen.since) return sight;
      if (since !== null) {
        await this.#raise({ ...seen, since }, signal);
        return sight;
      }
    }
    await this.#wholly(sight, seen, signal);
    return sight;
  }

  /** What we saw there, once it is known that the server is the same and remembers as much. */
  async #begun(signal: AbortSignal): Promise<Seen> {
    const { now } = this.#ports;
    const isBegun = this.#begunAt !== null && now() >= this.#begunAt && now() - this.#begunAt < VISIT_MS;
    if (!isBegun || this.#seen === null) this.#seen = await this.#begin(this.#seen, signal);
    return this.#seen;
  }

  async #begin(before: Seen | null, signal: AbortSignal): Promise<Seen> {
    const { requests, device, now, tell } = this.#ports;
    const { server } = await requests.welcome(signal);
    const counter = await requests.counter(device, signal);
    this.#begunAt = now();
    const reached = Math.max(counter ?? 0, before?.counter ?? 0);
    const isOther = before !== null && before.server !== server;
    const isRestored = before !== null && (counter ?? 0) < before.counter;
    if (isOther) tell({ is: 'other-server' });
    else if (isRestored) tell({ is: 'restored' });
    if (before !== null && !isOther && !isRestored) return { ...before, counter: reached };
    return { format: 2, server, since: '', counter: reached, wholeAt: 0, streams: [], forged: [] };
  }

  /** Takes in what changed since a token; answers the next one. Null: the server does not know it, or it is too much. */
  async #follow(sight: Sight, from: string, signal: AbortSignal): Promise<string | null> {
    const changed: CouchChange[] = [];
    for (let since = from; ;) {
      const page = await this.#ports.requests.changes(since, PAGE, signal);
      if (page === null || changed.length > MAX_CHANGES) return null;
      changed.push(...page.changed);
      since = page.since;
      if (page.changed.length === PAGE) continue;
      await sight.follow(changed, signal);
      // Tokens differ without anything having changed.
      return changed.length === 0 ? from : since;
    }
  }

  async #wholly(sight: Sight, seen: Seen, signal: AbortSignal): Promise<void> {
    const { requests, now } = this.#ports;
    // Where the feed ends comes first: what is put meanwhile is seen twice then, and not missed.
    const end = await requests.changes(null, 1, signal);
    await sight.wholly(signal);
    await this.#raise({ ...seen, since: end?.since ?? '', wholeAt: now() }, signal);
  }

  /** The server's counter is raised before ours is: killed in between, it has more than we know of, and not less. */
  async #raise(seen: Seen, signal: AbortSignal): Promise<void> {
    const { requests, device, memory, tell } = this.#ports;
    const sight = await this.#known();
    const counter = seen.counter + 1;
    if (!(await requests.count(device, counter, signal))) tell({ is: 'few-copies' });
    this.#seen = { ...seen, counter, streams: [...sight.streams()], forged: sight.forged().slice(-MAX_FORGED) };
    await writeSeen(memory, sight.isSure() ? this.#seen : { ...this.#seen, since: '' });
  }
}

/** So many forged documents are remembered; more are found again when they are read. */
const MAX_FORGED = 1000;

const isDue = ({ wholeAt, since }: Seen, now: number): boolean =>
  since === '' || now < wholeAt || now - wholeAt >= WHOLE_MS;
