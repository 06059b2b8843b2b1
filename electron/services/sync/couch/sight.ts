import type { StreamId } from '#electron/services/journal/stream.ts';
import type { Head } from '#shared/log/heads.ts';
import type { SignedHead } from '#shared/log/voucher.ts';
import { eventNameOf, rangeOf, voucherIn, voucherNameOf } from './documents.ts';
import type { EventName, VoucherName } from './documents.ts';
import type { SeenStream } from './memory.ts';
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

/** A stream by its names, and the signed heads that may be worth reading. */
interface Found {
  readonly stream: StreamId;
  readonly head: Head | null;
  readonly loose: boolean;
  readonly vouchers: readonly VoucherName[];
  /** Whether the signature that is known of it is still there. */
  readonly keeps: (voucher: SignedHead) => boolean;
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
    { after, head, voucher }: { after: Head | null } & Pick<SeenStream, 'head' | 'voucher'>,
    ids: readonly string[],
  ): void {
    for (const id of ids) this.#own.add(id);
    for (const id of ids) this.#forged.delete(id);
    const { inspection, device } = stream;
    const known = this.#streams.get(streamKey(stream));
    const at = known?.head ?? null;
    const continues = at?.seq === after?.seq && at?.hash === after?.hash;
    if (!continues || known?.loose === true) return this.doubt(stream);
    this.#streams.set(streamKey(stream), {
      inspection,
      device,
      head,
      voucher: voucher ?? known?.voucher ?? null,
      loose: false,
    });
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
    const reached = reachedBy(events.filter(({ id }) => !this.#forged.has(id)));
    const on = vouchers.filter((one) => reached.isOnWay(one));
    const keeps = ({ seq, hash }: SignedHead): boolean => on.some((one) => one.seq === seq && one.hash === hash);
    return { stream, head: reached.head, loose: reached.loose, vouchers: on, keeps };
  }

  /** A stream as it goes on by what is new; null: it must be looked at as a whole. */
  #continued({ stream, events, vouchers }: Names): Found | null {
    const known = this.#streams.get(streamKey(stream));
    // What comes may join what could not be reached before.
    if (known?.loose === true) return null;
    const sound = events.filter(({ id }) => !this.#forged.has(id));
    const next = advanced(known?.head ?? null, sound, ({ id }) => this.#own.has(id));
    if (next === null) return null;
    const { head, passed } = next;
    const on = new Set(passed.map(({ hash }) => hash));
    const isOn = ({ hash }: VoucherName): boolean => on.has(hash) || hash === head?.hash;
    const isNews = ({ seq, id }: VoucherName): boolean => seq > (known?.voucher?.seq ?? 0) && !this.#own.has(id);
    if (vouchers.some((one) => isNews(one) && !isOn(one))) return null;
    return {
      stream,
      head,
      vouchers: vouchers.filter((one) => isNews(one) && isOn(one)),
      keeps: () => true,
      loose: false,
    };
  }

  /** Keeps how far streams go, with the farthest signature there is of each. */
  async #keep(found: readonly Found[], signal: AbortSignal): Promise<void> {
    for (const { stream, head, loose, keeps } of found) {
      const { inspection, device } = stream;
      const before = this.#streams.get(streamKey(stream))?.voucher ?? null;
      const voucher = before !== null && keeps(before) ? before : null;
      this.#streams.set(streamKey(stream), { inspection, device, head, voucher, loose });
    }
    const wanted = found.flatMap(({ vouchers }) => farthestFirst(vouchers).slice(0, CHOICES));
    for (let at = 0; at < wanted.length; at += VOUCHERS)
      await this.#readVouchers(wanted.slice(at, at + VOUCHERS), signal);
  }

  async #readVouchers(names: readonly VoucherName[], signal: AbortSignal): Promise<void> {
    const rows = await this.#requests.byKeys(
      names.map(({ id }) => id),
      true,
      signal,
    );
    const texts = new Map(rows.map(({ key, doc }) => [key, doc?.text]));
    for (const name of names) {
      const known = this.#streams.get(streamKey(name));
      const text = texts.get(name.id);
      const voucher = text === undefined ? null : voucherIn(text, name);
      if (known === undefined || voucher === null || voucher.seq <= (known.voucher?.seq ?? 0)) continue;
      this.#streams.set(streamKey(name), { ...known, voucher });
    }
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

/** Of several signatures under one stream so many are looked at: the farthest may be nobody's. */
const CHOICES = 4;

function gather(all: Map<string, Names>, id: string): Names | null {
  const event = eventNameOf(id);
  const name = event ?? voucherNameOf(id);
  if (name === null) return null;
  const { inspection, device } = name;
  const key = streamKey(name);
  const names = all.get(key) ?? { stream: { inspection, device }, events: [], vouchers: [] };
  all.set(key, names);
  if (event === null) names.vouchers.push(name);
  else names.events.push(event);
  return names;
}
