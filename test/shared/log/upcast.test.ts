import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalText } from '#shared/log/canonical.ts';
import { PAYLOADS } from '#shared/log/payloads.ts';
import type { Event } from '#shared/log/event.ts';
import type { EventType } from '#shared/log/payloads.ts';
import { fold } from '#shared/log/fold.ts';
import { createReader, readEvent } from '#shared/log/read-event.ts';
import { stampDrafts } from '#shared/log/stamp.ts';
import { payloadVersion, upcast, UPCASTERS } from '#shared/log/upcast.ts';
import type { Upcasters } from '#shared/log/upcast.ts';
import { CREATED, INSPECTION, device, laptops, note, sha256 } from './events.ts';

// A program two versions on: notes were once called `remark`, and once numbered their indicator by a text.
const LATER: Upcasters = {
  'note.set': [
    ({ remark, ...rest }) => ({ ...rest, text: typeof remark === 'string' ? remark : rest['text'] }),
    ({ indicator, ...rest }) => ({ ...rest, indicator: Number(indicator) }),
  ],
};
const later = createReader(LATER);

const event = (patch: Partial<Event>): Event => ({
  type: 'note.set',
  v: 1,
  inspection: INSPECTION,
  device: device('z'),
  seq: 1,
  prev: null,
  hlc: { wall: 9000, count: 0 },
  deps: {},
  author: '',
  payload: { indicator: 1, text: '一' },
  ...patch,
});

describe('events of other versions', () => {
  it.each([
    [1, { remark: '一', indicator: '7' }],
    [2, { text: '一', indicator: '7' }],
    [3, { text: '一', indicator: 7 }],
  ])('[LG17] version %i is read in the present shape', (v, payload) => {
    expect(later(event({ v, payload }))).toEqual({
      draft: { type: 'note.set', payload: { indicator: 7, text: '一' } },
    });
  });

  it('[LG17] reading an older version leaves the event and its text as they are', () => {
    const old = event({ v: 1, payload: { remark: '一', indicator: '7' } });
    const before = canonicalText(old);
    const state = fold([...laptops().write('a', 1000, [CREATED]), old], later);
    expect(state?.facts.notes).toEqual({ 7: '一' });
    expect(canonicalText(state?.history.at(-1)?.event)).toBe(before);
  });

  it('[LG5] a version beyond the present one is kept and named, whatever its payload looks like', () => {
    const foreign = event({ v: 4 });
    const state = fold([...laptops().write('a', 1000, [CREATED]), foreign], later);
    expect(state?.unknownEvents).toEqual([{ event: foreign, reason: 'newer-version' }]);
    expect(state?.facts.notes).toEqual({});
  });

  it('[LG17] an older payload that makes no sense is named, not guessed at', () => {
    expect(later(event({ v: 1, payload: { remark: 5, indicator: 'x' } }))).toEqual({
      draft: null,
      reason: 'bad-payload',
    });
  });

  it('[LG17] two program versions that write one stream in turn: each reads what it can, and both chains hold', () => {
    const stamp = {
      inspection: INSPECTION,
      device: device('a'),
      author: '',
      deps: {},
      last: null,
      seen: [],
      now: 1000,
    };
    const [created, first] = stampDrafts([CREATED, note('旧')], { ...stamp, head: null }, sha256) ?? [];
    const byLater =
      stampDrafts([note('新', 2)], { ...stamp, head: first?.head ?? null, now: 2000 }, sha256, LATER) ?? [];
    const byEarlier =
      stampDrafts([note('又', 3)], { ...stamp, head: byLater[0]?.head ?? null, now: 3000 }, sha256) ?? [];
    const events = [created, first, ...byLater, ...byEarlier].flatMap((one) => (one === undefined ? [] : [one.event]));
    expect(events.map(({ v }) => v)).toEqual([1, 1, 3, 1]);
    expect(fold(events)?.facts.notes).toEqual({ 1: '旧', 3: '又' });
    expect(fold(events)?.unknownEvents).toMatchObject([{ event: { v: 3 }, reason: 'newer-version' }]);
    expect(fold(events, later)?.facts.notes).toEqual({ 1: '旧', 2: '新', 3: '又' });
    expect(fold(events, later)?.unknownEvents).toEqual([]);
  });
});

describe("the product's own upcasters", () => {
  it('[LG17] take anything and never throw', () => {
    const types = Object.keys(PAYLOADS) as EventType[];
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        fc.nat(3),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (type, from, any) => {
          for (const upcasters of [UPCASTERS, LATER]) {
            const known = from + 1 <= payloadVersion(type, upcasters);
            expect(upcast(type, from + 1, any, upcasters) === null).toBe(!known);
          }
          expect(() => readEvent(event({ type, v: from + 1, payload: any }))).not.toThrow();
        },
      ),
    );
  });
});
