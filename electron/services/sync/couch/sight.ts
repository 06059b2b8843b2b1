import type { StreamId } from '#electron/services/journal/stream.ts';
import type { Head } from '#shared/log/heads.ts';
import type { SignedHead } from '#shared/log/voucher.ts';
import { eventNameOf, rangeOf, voucherIn, voucherNameOf } from './documents.ts';
import type { EventName, VoucherName } from './documents.ts';
import type { SeenEnd, SeenStream } from './memory.ts';
import { distinctVouchers } from '#electron/services/sync/ways/ways.ts';
import { advanced, farthestFirst, reachedBy, streamKey } from './reached.ts';
import type { CouchChange, CouchRequests } from './requests.ts';

/** Ids of one answer: some hundred kilobytes. */
const PAGE = 2000;
/** Signed heads that are read at a time. */
const VOUCHERS = 200;

/** The names of a stream's documents. */
interface Names {
  readonly stream: StreamId;
  readonly events: EventName[];
  readonly vouchers: VoucherName[];
}

/** An end of a stream by the names of its events, and the signed heads on the way to it. */
interface FoundEnd {
  readonly head: Head;
  readonly vouchers: readonly VoucherName[];
  /** What is known to be signed on that way. */
  readonly known: readonly SignedHead[];
}

/** A stream by the names of its documents. */
interface Found {
  readonly stream: StreamId;
  readonly ends: readonly FoundEnd[];
  readonly loose: boolean;
}

/** What was seen of the streams in a database, by the ids of its documents. */
export class Sight {
  readonly #requests: CouchRequests;
  readonly #streams = new Map<string, SeenStream>();
  /** Documents that were put from here and asked for again: their coming back as changes says nothing new. */
  readonly #own = new Set<string>();
  readonly #unsure = new Map<string, StreamId>();
  readonly #forged: Set<string>;

  constructor(requests: CouchRequests, streams: readonly SeenStream[], forged: readonly string[]) {
    this.#requests = requests;
    for (const stream of streams) this.#streams.set(streamKey(stream), stream);
    this.#forged = new Set(forged);
  }

  streams(): readonly SeenStream[] {
    return [...this.#streams.values()];
  }

  forged(): readonly string[] {
    return [...this.#forged];
  }

  /** Whether nothing is there that must be looked at as a whole first. */
  isSure(): boolean {
    return this.#unsure.size === 0;
  }

  isForged(id: string): boolean {
    return this.#forged.has(id);
  }

  /** Everything that is there, by its ids. */
  async wholly(signal: AbortSignal): Promise<void> {
    const all = new Map<string, Names>();
    for (const kind of ['e', 'h'] as const) {
      for await (const id of this.#ids(rangeOf(kind), signal)) gather(all, id);
    }
    const found = [...all.values()].map((names) => this.#foundIn(names));
    for (const key of this.#streams.keys()) if (!all.has(key)) this.#streams.delete(key);
    await this.#keep(found, signal);
    this.#unsure.clear();
  }

  /** What changed there. */
  async follow(changes: readonly CouchChange[], signal: AbortSignal): Promise<void> {
    const all = new Map<string, Names>();
    for (const { id, deleted } of changes) {
      this.#forged.delete(id);
      const names = gather(all, id);
      if (names !== null && deleted === true) this.doubt(names.stream);
    }
    const found: Found[] = [];
    for (const [key, names] of all) {
      const next = this.#unsure.has(key) ? null : this.#continued(names);
      if (next === null) this.doubt(names.stream);
      else found.push(next);
    }
    await this.#keep(found, signal);
    await this.#lookAgain(signal);
  }

  /** A stream is looked at as a whole the next time. */
  doubt(stream: StreamId): void {
    this.#unsure.set(streamKey(stream), stream);
  }

  /** Documents whose text is not what their id says count as not there. */
  disown(ids: readonly string[], stream: StreamId): void {
    for (const id of ids) this.#forged.add(id);
    if (ids.length > 0) this.doubt(stream);
  }

  /** What was put from here and is there, from `after` to `head`. */
  put(
    stream: StreamId,
    { after, head, voucher }: { after: Head | null; head: Head; voucher: SignedHead | null },
    ids: readonly string[],
  ): void {
    for (const id of ids) this.#own.add(id);
    for (const id of ids) this.#forged.delete(id);
    const { inspection, device } = stream;
    const known = this.#streams.get(streamKey(stream));
    const [end] = known?.ends ?? [];
    const continues = end?.seq === after?.seq && end?.hash === after?.hash;
    if (!continues || known?.loose === true) return this.doubt(stream);
    const vouchers = signedOf(head, [...(end?.vouchers ?? []), ...(voucher === null ? [] : [voucher])]);
    const ends = [{ ...head, vouchers }];
    this.#streams.set(streamKey(stream), { inspection, device, ends, loose: false });
  }

  async #lookAgain(signal: AbortSignal): Promise<void> {
    for (const [key, stream] of this.#unsure) {
      const all = new Map<string, Names>();
      for (const kind of ['e', 'h'] as const) {
        for await (const id of this.#ids(rangeOf(kind, stream), signal)) gather(all, id);
      }
      const names = all.get(key);
      if (names === undefined) this.#streams.delete(key);
      else await this.#keep([this.#foundIn(names)], signal);
      this.#unsure.delete(key);
    }
  }

  #foundIn({ stream, events, vouchers }: Names): Found {
    const { ends, loose } = reachedBy(events.filter(({ id }) => !this.#forged.has(id)));
    const found = ends.map(({ head, isOnWay }) => ({
      head,
      vouchers: vouchers.filter((one) => isOnWay(one)),
      known: [],
    }));
    return { stream, ends: found, loose };
  }

  /** A stream as it goes on by what is new; null: it must be looked at as a whole. */
  #continued({ stream, events, vouchers }: Names): Found | null {
    const known = this.#streams.get(streamKey(stream));
    // What comes may join what could not be reached before.
    if (known?.loose === true) return null;
    const [end = null] = known?.ends ?? [];
    const sound = events.filter(({ id }) => !this.#forged.has(id));
    const next = advanced(end, sound, ({ id }) => this.#own.has(id));
    if (next === null) return null;
    const { head, passed } = next;
    const on = new Set([head, ...passed].map((one) => one?.hash));
    const fresh = vouchers.filter(({ id }) => !this.#own.has(id));
    // Over an event before those that came: whether it lies on the way is not known.
    if (fresh.some(({ hash }) => !on.has(hash))) return null;
    const onWay = fresh.filter(({ hash }) => on.has(hash));
    const ends = head === null ? [] : [{ head, vouchers: onWay, known: end?.vouchers ?? [] }];
    return { stream, ends, loose: false };
  }

  /** Keeps how far streams go, with what is signed of their ends. */
  async #keep(found: readonly Found[], signal: AbortSignal): Promise<void> {
    const wanted = new Map<string, VoucherName>();
    for (const { ends } of found) {
      for (const { vouchers } of ends) for (const name of choiceOf(vouchers)) wanted.set(name.id, name);
    }
    const read = await this.#readVouchers([...wanted.values()], signal);
    for (const { stream, ends, loose } of found) {
      const { inspection, device } = stream;
      const seen = ends.map(({ head, vouchers, known }): SeenEnd => {
        const signed = choiceOf(vouchers).flatMap(({ id }) => read.get(id) ?? []);
        return { ...head, vouchers: signedOf(head, [...known, ...signed]) };
      });
      this.#streams.set(streamKey(stream), { inspection, device, ends: seen, loose });
    }
  }

  /** What devices signed, by the ids under which it lies; what nobody signed is left out. */
  async #readVouchers(names: readonly VoucherName[], signal: AbortSignal): Promise<ReadonlyMap<string, SignedHead>> {
    const found = new Map<string, SignedHead>();
    for (let at = 0; at < names.length; at += VOUCHERS) {
      const asked = new Map(names.slice(at, at + VOUCHERS).map((name) => [name.id, name]));
      for (const { key, doc } of await this.#requests.byKeys([...asked.keys()], true, signal)) {
        const name = asked.get(key);
        const voucher = name === undefined ? null : await this.#voucherOf(doc?.text ?? '', name, signal);
        if (voucher !== null) found.set(key, voucher);
      }
    }
    return found;
  }

  /** What is signed in a document, whichever of its revisions holds it. */
  async #voucherOf(shown: string, name: VoucherName, signal: AbortSignal): Promise<SignedHead | null> {
    const first = voucherIn(shown, name);
    if (first !== null) return first;
    for (const text of await this.#requests.leaves(name.id, signal)) {
      const voucher = voucherIn(text, name);
      if (voucher !== null) return voucher;
    }
    return null;
  }

  /** The ids in a range, page by page. */
  async *#ids(range: { startkey: string; endkey: string }, signal: AbortSignal): AsyncIterable<string> {
    for (let { startkey } = range; ;) {
      const rows = await this.#requests.range({ ...range, startkey, limit: PAGE, withBodies: false }, signal);
      for (const { key } of rows) yield key;
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE) return;
      // The smallest text behind it.
      startkey = `${last.key}\0`;
    }
  }
}

/** Of the keys that signed on one way so many are looked at: whoever may write there could put any number. */
const MAX_KEYS = 16;

/** Of each key what it signed last on a way. */
function choiceOf(names: readonly VoucherName[]): readonly VoucherName[] {
  const last = new Map<string, VoucherName>();
  for (const name of farthestFirst(names)) if (!last.has(name.key)) last.set(name.key, name);
  return [...last.values()].slice(0, MAX_KEYS);
}

/** What is signed of an end, and of each other key what it signed last on the way there. */
function signedOf({ hash }: Head, vouchers: readonly SignedHead[]): SignedHead[] {
  const inOrder = vouchers.toSorted((a, b) => a.seq - b.seq);
  const ofEnd = inOrder.filter((voucher) => voucher.hash === hash);
  return distinctVouchers(ofEnd, inOrder).filter((voucher) => voucher !== null);
}

function gather(all: Map<string, Names>, id: string): Names | null {
  const [event, voucher] = [eventNameOf(id), voucherNameOf(id)];
  const name = event ?? voucher;
  if (name === null) return null;
  const { inspection, device } = name;
  const key = streamKey(name);
  const names = all.get(key) ?? { stream: { inspection, device }, events: [], vouchers: [] };
  all.set(key, names);
  if (event !== null) names.events.push(event);
  if (voucher !== null) names.vouchers.push(voucher);
  return names;
}
