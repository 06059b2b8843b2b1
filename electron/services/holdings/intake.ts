import type { Inspections } from '#electron/services/inspections/inspections.ts';
import type { Device } from '#electron/services/journal/device.ts';
import type { DiskJournal } from '#electron/services/journal/journal.ts';
import { partUpTo } from '#electron/services/journal/stream-part.ts';
import type { StreamPart, StreamPlan } from '#electron/services/journal/stream-part.ts';
import { fingerprintOf } from '#electron/services/trust/device-key.ts';
import { knownDevice } from '#electron/services/trust/witness.ts';
import type { WitnessPorts } from '#electron/services/trust/witness.ts';
import type { DeviceId, InspectionId, Sha256 } from '#shared/ids.ts';
import type { Event } from '#shared/log/event.ts';
import type { Head } from '#shared/log/heads.ts';
import type { SignedHead } from '#shared/log/voucher.ts';
import type { PlannedStream } from '#shared/package/plan.ts';
import { judge } from '#shared/package/vouching.ts';
import type { Judgement, KnownDevice } from '#shared/package/vouching.ts';
import { err, ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import { evidenceFor } from './evidence.ts';
import type { CarriedStream, Evidence } from './evidence.ts';

/** What of a stream may be taken in. */
export interface JudgedStream {
  readonly planned: PlannedStream;
  /** From the first event; null: nothing of it. */
  readonly taken: StreamPart | null;
  readonly work: StreamPlan;
  /** The signature that is to be kept with it; null: none, or it is kept already. */
  readonly voucher: SignedHead | null;
  /** Our own stream as somebody goes on with it whose key may be the first one of this device id: a clone of this folder. */
  readonly isClone: boolean;
}

/** The events that may be taken in. */
export const takenEvents = (streams: readonly JudgedStream[]): Event[] =>
  streams.flatMap(({ taken }) => taken?.events ?? []);

/**
 * The one door through which events come in from elsewhere, open for one package or one restore (SPEC LG24, LG25). Streams
 * are judged by what was known of their devices when it was opened: it makes no difference which of them comes first, nor
 * whether the work is broken off and done again.
 */
export interface Intake {
  /** A device that signed what is being taken in; `knows`: where nothing is known of it, it is judged by this key. */
  introduce(device: DeviceId, key: string, knows: boolean): Promise<void>;
  /** How much of each stream may be taken in, and what that comes to; changes nothing. */
  judge(streams: readonly CarriedStream[]): Answer<JudgedStream[]>;
  /**
   * Takes in what was judged of an inspection's streams, each whole or not at all, the one that begins it first; what
   * vouches for them is on the disk before them. `onEach` is told before each and may throw to stop. Answers what came. Throws the system's error.
   */
  take(
    inspection: InspectionId,
    streams: readonly JudgedStream[],
    onEach?: (index: number, count: number) => void,
  ): Answer<PlannedStream[]>;
  /** From now on the devices that were met are known by their keys; one that was known keeps its own. */
  remember(): Answer<null>;
  /** Knows a device by that of the keys with this fingerprint (`package.key-changed`: none has it, or the device is our own). */
  settle(device: DeviceId, fingerprint: Sha256, keys: readonly string[]): Answer<null>;
}

export interface IntakePorts {
  readonly journal: Pick<DiskJournal, 'compare' | 'adopt' | 'replace'>;
  readonly device: Pick<Device, 'renew'>;
  readonly inspections: Pick<Inspections, 'reload'>;
  /** Who is known, and what they signed. */
  readonly witness: WitnessPorts;
  /** Wall milliseconds since the epoch. */
  readonly now: () => number;
}

export const openIntake = (ports: IntakePorts): Intake => new JournalIntake(ports);

class JournalIntake implements Intake {
  readonly #ports: IntakePorts;
  /** What was known at first; null: the record of keys cannot be read. */
  readonly #known = new Map<DeviceId, KnownDevice | null>();
  readonly #met = new Map<DeviceId, string>();
  readonly #introduced = new Set<DeviceId>();

  constructor(ports: IntakePorts) {
    this.#ports = ports;
  }

  async introduce(device: DeviceId, key: string, knows: boolean): Promise<void> {
    const known = await this.#device(device);
    this.#met.set(device, key);
    if (!knows || known?.isOwn !== false || known.key !== null) return;
    this.#known.set(device, { ...known, key });
    this.#introduced.add(device);
  }

  async judge(streams: readonly CarriedStream[]): Answer<JudgedStream[]> {
    const judged: JudgedStream[] = [];
    for (const stream of streams) {
      const one = await this.#judge(stream);
      if (!one.ok) return one;
      judged.push(one.value);
    }
    return ok(judged);
  }

  async #judge(stream: CarriedStream): Answer<JudgedStream> {
    const { journal, witness } = this.#ports;
    const { part } = stream;
    const { device, head } = part;
    const plan = await journal.compare(part);
    if (!plan.ok) return plan;
    const evidence = await evidenceFor(stream, plan.value, await this.#device(device), witness.vouchers);
    const { signed } = evidence;
    const known = signed === null ? evidence.known : this.#asMet(device, evidence.known);
    const judged = judge(known, { ...evidence, seq: head.seq, is: plan.value.comparison.is });
    const taken = judged.upTo === 0 ? null : partUpTo(part, judged.upTo);
    const work = taken === null || judged.upTo === head.seq ? plan : await journal.compare(taken);
    if (!work.ok) return work;
    const by = judged.by === 'known' && this.#isNew(device, evidence.known) ? 'new' : judged.by;
    const planned = plannedOf(part, { ...evidence, known }, { ...judged, by }, work.value);
    const voucher = signed !== null && isTheirs(known, signed) ? signed : null;
    if (voucher !== null && known?.isOwn === false && !this.#met.has(device)) this.#met.set(device, voucher.key);
    const grows = plan.value.comparison.is === 'fork' || plan.value.comparison.is === 'longer';
    const isClone = grows && known?.isOwn === true && known.key === null;
    const keeps = known?.isOwn === false && BROUGHT.has(planned.is) && (voucher?.seq ?? 0) > evidence.keptTo;
    return ok({ planned, taken, work: work.value, voucher: keeps ? voucher : null, isClone });
  }

  async take(
    inspection: InspectionId,
    streams: readonly JudgedStream[],
    onEach: (index: number, count: number) => void = () => undefined,
  ): Answer<PlannedStream[]> {
    const { device, journal, inspections } = this.#ports;
    const kept = await this.#keepVouchers(inspection, streams);
    if (!kept.ok) return kept;
    const came = new Map<DeviceId, PlannedStream>();
    const brought: Event[] = [];
    const ordered = beginningFirst(streams);
    for (const [index, { planned, taken, work, isClone }] of ordered.entries()) {
      onEach(index, ordered.length);
      if (isClone) await device.renew('fork');
      if (taken === null) continue;
      const done = await (planned.is === 'replace' ? journal.replace(taken) : journal.adopt(work));
      if (!done.ok) return done;
      const { is, events, ahead } = done.value;
      came.set(planned.device, planned.is === 'replace' ? planned : { ...planned, is, events, ahead });
      if (events > 0) brought.push(...taken.events.slice(-events));
    }
    const all = streams.map(({ planned }) => came.get(planned.device) ?? planned);
    const isMended = all.some(({ is }) => is === 'repair' || is === 'replace');
    if (all.some(({ events }) => events > 0)) await inspections.reload(inspection, isMended ? undefined : brought);
    return ok(all);
  }

  async remember(): Answer<null> {
    if (this.#met.size === 0) return ok(null);
    return this.#ports.witness.trust.remember(this.#met, this.#at());
  }

  async settle(device: DeviceId, fingerprint: Sha256, keys: readonly string[]): Answer<null> {
    const { witness } = this.#ports;
    const known = await knownDevice(device, witness);
    if (!known.ok) return known;
    const key = known.value.isOwn ? undefined : keys.find((one) => fingerprintOf(one) === fingerprint);
    return key === undefined ? err('package.key-changed', { device }) : witness.trust.settle(device, key, this.#at());
  }

  #at(): string {
    return new Date(this.#ports.now()).toISOString();
  }

  /** Whether a device came to be known by what is being taken in. */
  #isNew(device: DeviceId, known: KnownDevice | null): boolean {
    return this.#introduced.has(device) || (known?.isOwn === false && known.key === null);
  }

  async #device(device: DeviceId): Promise<KnownDevice | null> {
    const before = this.#known.get(device);
    if (before !== undefined) return before;
    const found = await knownDevice(device, this.#ports.witness);
    const known = found.ok ? found.value : null;
    this.#known.set(device, known);
    return known;
  }

  /** Two keys of one device in what is being taken in are two keys as well. */
  #asMet(device: DeviceId, known: KnownDevice | null): KnownDevice | null {
    const isUnknown = known?.isOwn === false && known.key === null;
    return isUnknown ? { ...known, key: this.#met.get(device) ?? null } : known;
  }

  /** What vouches for the streams that come in, and for those that are here already and were not vouched for. */
  async #keepVouchers(inspection: InspectionId, streams: readonly JudgedStream[]): Answer<null> {
    const { vouchers } = this.#ports.witness;
    const signed = new Map<DeviceId, SignedHead>();
    const unsigned = new Map<DeviceId, Head>();
    for (const { planned, taken, voucher } of streams) {
      if (voucher !== null) signed.set(planned.device, voucher);
      else if (taken !== null && planned.is === 'new' && planned.by === 'unsigned')
        unsigned.set(planned.device, taken.head);
    }
    const kept = await vouchers.keep(inspection, signed);
    return kept.ok ? vouchers.markUnsigned(inspection, unsigned) : kept;
  }
}

/** A stream that is here now as it came, or goes on from there behind damage. */
const BROUGHT: ReadonlySet<PlannedStream['is']> = new Set(['new', 'longer', 'same', 'repair', 'replace']);

/** Whether a signature is by the key that its device goes by. */
function isTheirs(known: KnownDevice | null, { key }: SignedHead): boolean {
  return known !== null && (known.key === key || (known.key === null && !known.isOwn));
}

function plannedOf(
  { device, head }: StreamPart,
  { known, signed, hereKey }: Evidence,
  { by, upTo, refused, replaces }: Judgement,
  { part, comparison }: StreamPlan,
): PlannedStream {
  const key = signed?.key ?? null;
  const isForked = refused === null && comparison.is === 'fork' && !replaces && hereKey !== key;
  const other = isForked ? hereKey : by === 'other' ? (known?.key ?? null) : null;
  return {
    ...comparison,
    is: replaces ? 'replace' : comparison.is,
    events: upTo === 0 ? 0 : replaces ? part.head.seq : comparison.events,
    device,
    total: head.seq,
    by,
    fingerprint: key === null ? null : fingerprintOf(key),
    refused,
    held: head.seq - upTo,
    canSettle: key !== null && known?.isOwn === false && (isForked || by === 'other'),
    otherFingerprint: other === null ? null : fingerprintOf(other),
  };
}

/** The stream that begins the inspection comes first, so that there is never one without its beginning. */
function beginningFirst(streams: readonly JudgedStream[]): JudgedStream[] {
  const begins = ({ taken }: JudgedStream): boolean =>
    taken?.events.some(({ type }) => type === 'inspection.created') === true;
  return [...streams.filter(begins), ...streams.filter((one) => !begins(one))];
}
