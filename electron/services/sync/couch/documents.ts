import * as v from 'valibot';
import { parseJson } from '#electron/services/disk/read.ts';
import type { StreamId } from '#electron/services/journal/stream.ts';
import { fingerprintOf, signatureHolds } from '#electron/services/trust/device-key.ts';
import { DeviceId, InspectionId, Sha256 } from '#shared/ids.ts';
import { canonicalText } from '#shared/log/canonical.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { Event } from '#shared/log/event.ts';
import { Seq } from '#shared/log/heads.ts';
import { headText, SignedHead } from '#shared/log/voucher.ts';

// A document is `e:<inspection>:<device>:<seq>:<hash>:<prev>` for an event, and `h:…` for what a device signed of its
// stream's end there, with the first digits of its key's fingerprint as the last part. The ids alone tell how far each stream goes without a gap: `hash` is the SHA-256 of the event's
// canonical text, `prev` begins that of the event before. The server prints JSON anew, so the text lies in it as a string.

/** What the id of an event says of it. */
export interface EventName extends StreamId {
  readonly id: string;
  readonly seq: number;
  readonly hash: Sha256;
  /** The first digits of the hash of the event before; zeros for the first event. */
  readonly prev: string;
}

/** What the id of a signed head says of it. */
export interface VoucherName extends StreamId {
  readonly id: string;
  readonly seq: number;
  readonly hash: Sha256;
  /** The first digits of the fingerprint of the key. */
  readonly key: string;
}

/** A document as it is put: its one revision follows from its text. */
export interface PutDocument {
  readonly _id: string;
  readonly _rev: string;
  readonly text: string;
}

/** How many digits of the hash before an id repeats: so many that nobody finds another text with them by chance. */
const PREV_DIGITS = 16;
export const NO_PREV = '0'.repeat(PREV_DIGITS);

export const prevOf = (hash: Sha256): string => hash.slice(0, PREV_DIGITS);

const ID = /^([eh]):([^:]{1,64}):([^:]{1,40}):(\d{10}):([0-9a-f]{64}):([0-9a-f]{16})$/;

/** Where the ids of a kind lie, of an inspection, or of one stream of it; `from`: those from this event on. */
export function rangeOf(kind: 'e' | 'h', of: Partial<StreamId> = {}, from = 0): { startkey: string; endkey: string } {
  const { inspection, device } = of;
  const stem = [
    kind,
    ...(inspection === undefined ? [] : [inspection]),
    ...(device === undefined ? [] : [device]),
  ].join(':');
  // The sign that follows the colon ends what begins with one.
  return { startkey: from > 0 ? `${stem}:${tenDigits(from)}:` : `${stem}:`, endkey: `${stem};` };
}

/** The name of an event by the id of a document; null: it is none. */
export const eventNameOf = (id: string): EventName | null => read('e', id);

/** The name of a signed head by the id of a document; null: it is none. */
export function voucherNameOf(id: string): VoucherName | null {
  const name = read('h', id);
  return name === null ? null : { ...name, key: name.prev };
}

function read(kind: string, id: string): EventName | null {
  const [, is, inspection, device, digits, hash, prev = ''] = ID.exec(id) ?? [];
  if (is !== kind) return null;
  const seq = Number(digits);
  const ids = [v.safeParse(InspectionId, inspection), v.safeParse(DeviceId, device)] as const;
  if (!ids[0].success || !ids[1].success || !v.is(Seq, seq)) return null;
  return { inspection: ids[0].output, device: ids[1].output, id, seq, hash: v.parse(Sha256, hash), prev };
}

/** The document of an event. Throws where it has no canonical text: it is in a journal, so it has one. */
export function eventDocument(event: Event, hash: HashText): PutDocument {
  const text = canonicalText(event);
  if (text === null) throw new Error('an event has a canonical text');
  const { inspection, device, seq, prev } = event;
  const id = ['e', inspection, device, tenDigits(seq), hash(text), prev === null ? NO_PREV : prevOf(prev)].join(':');
  return { _id: id, _rev: revisionOf(hash(text)), text };
}

/** The document of what a device signed of its stream. */
export function voucherDocument({ inspection, device }: StreamId, voucher: SignedHead, hash: HashText): PutDocument {
  const text = canonicalText(voucher) ?? '';
  const id = ['h', inspection, device, tenDigits(voucher.seq), voucher.hash, keyOf(voucher)].join(':');
  return { _id: id, _rev: revisionOf(hash(text)), text };
}

/** The revisions under which a text lies: the second one where somebody put something else under the first. */
const revisionOf = (hash: Sha256): string => `1-${hash.slice(0, 32)}`;
export const otherRevision = (document: PutDocument, hash: HashText): PutDocument => ({
  ...document,
  _rev: `1-${hash(document.text).slice(32)}`,
});

/** The event in a text that lies under a name; null: the text is not what the name says, whoever put it there. */
export function eventIn(text: string, name: EventName, hash: HashText): Event | null {
  if (hash(text) !== name.hash) return null;
  const parsed = v.safeParse(Event, parseJson(text));
  if (!parsed.success || canonicalText(parsed.output) !== text) return null;
  const { inspection, device, seq, prev } = parsed.output;
  const isNamed = inspection === name.inspection && device === name.device && seq === name.seq;
  return isNamed && name.prev === (prev === null ? NO_PREV : prevOf(prev)) ? parsed.output : null;
}

/** What a device signed, of a text that lies under a name; null: it did not. */
export function voucherIn(text: string, name: VoucherName): SignedHead | null {
  const parsed = v.safeParse(SignedHead, parseJson(text));
  if (!parsed.success || parsed.output.seq !== name.seq || parsed.output.hash !== name.hash) return null;
  if (keyOf(parsed.output) !== name.key) return null;
  return signatureHolds(parsed.output, headText(name, parsed.output)) ? parsed.output : null;
}

const keyOf = ({ key }: SignedHead): string => prevOf(fingerprintOf(key));

const tenDigits = (number: number): string => String(number).padStart(10, '0');
