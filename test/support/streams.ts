import { generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import * as v from 'valibot';
import { hashText } from '#electron/services/disk/hash.ts';
import { hashIn } from '#electron/services/journal/stream-part.ts';
import type { StreamPart } from '#electron/services/journal/stream-part.ts';
import { eventHash } from '#shared/log/chain.ts';
import type { Head } from '#shared/log/heads.ts';
import { DeviceKeyText, headText, SignedHead } from '#shared/log/voucher.ts';
import { CREATED, device, INSPECTION, laptops, note } from '#test/shared/log/events.ts';

/** Work that nobody calls off. */
export const NEVER = new AbortController().signal;

/** A device's key pair. */
export const generateKey = (): KeyObject => generateKeyPairSync('ed25519').privateKey;

/** A stream of `count` events of one laptop; `from`: goes on from that part of another stream of it. */
export function oneStream(
  count: number,
  { from, text = 'note' }: { from?: StreamPart; text?: string } = {},
): StreamPart {
  const world = laptops();
  world.take('one', from?.events ?? []);
  const begun = from?.head.seq ?? 0;
  for (let at = begun; at < count; at += 1) {
    world.write('one', 1_722_470_400_000 + at * 1000, [at === 0 ? CREATED : note(`${text} ${at}`)]);
  }
  const events = world.all();
  const last = events.at(-1);
  const hash = last === undefined ? null : eventHash(last, hashText);
  if (hash === null) throw new Error('a stream has at least one event');
  return { inspection: INSPECTION, device: device('one'), after: null, events, head: { seq: count, hash } };
}

/** The events of a whole stream behind `after`, up to `upTo`. */
export function partOf(stream: StreamPart, after: number, upTo: number): StreamPart {
  const headAt = (seq: number): Head => {
    const hash = hashIn(stream, seq);
    if (hash === null) throw new Error(`the stream has no event ${seq}`);
    return { seq, hash };
  };
  return {
    ...stream,
    after: after === 0 ? null : headAt(after),
    events: stream.events.slice(after, upTo),
    head: headAt(upTo),
  };
}

/** What a device signs of a stream that ends there. */
export function signedBy(key: KeyObject, stream: StreamPart): SignedHead {
  const signature = sign(null, Buffer.from(headText(stream, stream.head), 'utf8'), key).toString('base64url');
  const raw = v.parse(DeviceKeyText, key.export({ format: 'jwk' }).x);
  return v.parse(SignedHead, { ...stream.head, key: raw, signature });
}

/** What somebody would put behind the end of a stream: one more event, whole in all but who wrote it. */
export function goneOn(stream: StreamPart, text: string): StreamPart {
  const last = stream.events.at(-1);
  if (last === undefined) throw new Error('a stream has at least one event');
  const seq = stream.head.seq + 1;
  const event = { ...last, type: 'note.set', v: 1, seq, prev: stream.head.hash, payload: { indicator: 1, text } };
  const hash = eventHash(event, hashText);
  if (hash === null) throw new Error('the event has no hash');
  return { ...stream, after: stream.head, events: [event], head: { seq, hash } };
}
