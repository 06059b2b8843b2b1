import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { admitDrafts } from '#shared/log/standing.ts';
import { canonicalText } from '#shared/log/canonical.ts';
import { verifyStream } from '#shared/log/chain.ts';
import type { Event, Hlc } from '#shared/log/event.ts';
import { compareHlc, concurrent, reachesAsFar, limitReach, mergeReach } from '#shared/log/causality.ts';
import { fold } from '#shared/log/fold.ts';
import { nextHlc } from '#shared/log/hlc.ts';
import { acceptedOnly, blockersOf } from '#shared/log/readiness.ts';
import { stampDrafts } from '#shared/log/stamp.ts';
import { answer, CATALOGUE_HASH, CREATED, device, INSPECTION, laptops, note, sha256 } from './events.ts';

const STREAM = { inspection: INSPECTION, device: device('a') };

describe('stream', () => {
  const stream = (): Event[] => {
    const world = laptops();
    world.write('a', 1000, [CREATED, note('一'), note('二')]);
    return world.write('a', 2000, [note('三')]).length > 0 ? world.all() : [];
  };

  it('[LG9] a stream as written verifies and ends in the hash of its last event', () => {
    const events = stream();
    const check = verifyStream(events, STREAM, sha256);
    expect(check).toMatchObject({ intact: 4, fault: null, head: { seq: 4 } });
    expect(check.head?.hash).toBe(sha256(canonicalText(events.at(-1)) ?? ''));
  });

  it('[LG9] a continuation verifies behind the head it continues', () => {
    const events = stream();
    const { head } = verifyStream(events.slice(0, 2), STREAM, sha256);
    expect(verifyStream(events.slice(2), STREAM, sha256, head)).toMatchObject({ intact: 2, fault: null });
    expect(verifyStream(events.slice(3), STREAM, sha256, head)).toMatchObject({ intact: 0, fault: 'gap' });
  });

  it.each([
    ['gap', 2, (event: Event): Event => ({ ...event, seq: event.seq + 1 })],
    ['wrong-prev', 2, (event: Event): Event => ({ ...event, prev: CATALOGUE_HASH })],
    ['wrong-prev', 2, (event: Event): Event => ({ ...event, prev: null })],
    ['wrong-device', 2, (event: Event): Event => ({ ...event, device: device('b') })],
    ['wrong-inspection', 1, (event: Event): Event => Object.assign({ ...event }, { inspection: 'inspection-2' })],
  ] as const)('[LG9] %s at event %i ends what is intact', (fault, at, damage) => {
    const events = stream().map((event, index) => (index === at ? damage(event) : event));
    expect(verifyStream(events, STREAM, sha256)).toMatchObject({ intact: at, fault });
  });

  it('[LG9] a changed payload shows in the next event', () => {
    const events = stream().map((event, index) =>
      index === 1 ? { ...event, payload: { indicator: 1, text: '改' } } : event,
    );
    expect(verifyStream(events, STREAM, sha256)).toMatchObject({ intact: 2, fault: 'wrong-prev' });
  });

  it('[LG9] a text that has no canonical form is not stamped', () => {
    const stamp = { ...STREAM, author: '', head: null, deps: {}, last: null, seen: [], now: 1 };
    expect(stampDrafts([note('\ud800')], stamp, sha256)).toBeNull();
  });
});

describe('clock', () => {
  const hlc = fc.record({ wall: fc.integer({ min: 0, max: 4e12 }), count: fc.nat(9) });
  const DAY = 86_400_000;

  /** Clocks on both sides of how far another is followed, and of what it is counted from. */
  const around = (last: Hlc | null, now: number) => {
    const marks = [now, last?.wall ?? 0].flatMap((wall) => [wall, wall + DAY]);
    const near = fc
      .tuple(fc.constantFrom(...marks), fc.integer({ min: -2, max: 2 }))
      .map(([mark, by]) => Math.max(0, mark + by));
    return fc.array(
      fc.record({
        wall: fc.oneof(
          near,
          hlc.map(({ wall }) => wall),
        ),
        count: fc.nat(9),
      }),
    );
  };
  const looks = fc
    .tuple(fc.option(hlc), fc.integer({ min: 0, max: 4e12 }))
    .chain(([last, now]) => fc.tuple(fc.constant(last), fc.constant(now), around(last, now)));

  it('[LG10] is beyond its own last, and beyond every clock seen within 24 hours', () => {
    fc.assert(
      fc.property(looks, ([last, now, seen]) => {
        const next = nextHlc(last, now, seen);
        const limit = Math.max(now, last?.wall ?? 0) + DAY;
        const before: Hlc[] = [...(last === null ? [] : [last]), ...seen.filter(({ wall }) => wall <= limit)];
        expect(before.every((one) => compareHlc(one, next) < 0)).toBe(true);
        expect(next.wall).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it('[LG10] a clock set years ahead drags nobody along', () => {
    expect(nextHlc({ wall: 1000, count: 3 }, 2000, [{ wall: 9e12, count: 0 }])).toEqual({ wall: 2000, count: 0 });
  });

  it('[LG10] a clock set back still counts on', () => {
    expect(nextHlc({ wall: 5000, count: 0 }, 10)).toEqual({ wall: 5000, count: 1 });
  });
});

describe('how far one has read', () => {
  const reach = fc.dictionary(fc.constantFrom('laptop-a', 'laptop-b', 'laptop-c'), fc.integer({ min: 1, max: 9 }));

  it('merging reaches as far as both, both as far as their limit', () => {
    fc.assert(
      fc.property(reach, reach, (a, b) => {
        const both = mergeReach(a, b);
        const common = limitReach(a, b);
        expect([
          reachesAsFar(both, a),
          reachesAsFar(both, b),
          reachesAsFar(a, common),
          reachesAsFar(b, common),
        ]).toEqual([true, true, true, true]);
      }),
    );
  });

  it('[LG3] writers who did not see each other are concurrent', () => {
    const world = laptops();
    const [created] = world.write('a', 1, [CREATED]);
    world.carry('a', 'b');
    const [one] = world.write('a', 2, [note('一')]);
    const [two] = world.write('b', 2, [note('二')]);
    expect(created && one && two && [concurrent(one, two), concurrent(created, two)]).toEqual([true, false]);
  });
});

describe('定稿', () => {
  const reopened = { type: 'inspection.reopened', payload: { by: '张三', reason: '更正' } } as const;

  const made = { edition: 1, pdfSha256: sha256('pdf'), xlsxSha256: sha256('xlsx'), signatures: [] };
  const published = { type: 'notice.published', payload: made } as const;

  it.each([
    ['a change of an open inspection', [note('一')], false, null],
    ['a change of a finalised one', [note('一')], true, 'inspection.finalised'],
    ['撤销定稿 of a finalised one', [reopened], true, null],
    ['撤销定稿 together with the change it is for', [reopened, note('一')], true, null],
    ['撤销定稿 of an open one', [reopened], false, 'inspection.not-finalised'],
    ['a notice that nobody has made', [published], true, 'app.bad-request'],
    ['a second beginning', [CREATED], false, 'app.bad-request'],
  ] as const)('[LG11] %s', (_what, drafts, finalised, code) => {
    const admitted = admitDrafts(drafts, finalised);
    expect(admitted.ok ? null : admitted.error.code).toBe(code);
  });

  it('[LG12] lists conflicts, unreadable events and each 待核 that is not accepted with a reason', () => {
    const world = laptops();
    world.write('a', 1, [CREATED]);
    world.carry('a', 'b');
    world.write('a', 2, [answer('count', 1)]);
    const [other] = world.write('b', 2, [answer('count', 2)]);
    if (other === undefined) throw new Error('nothing written');
    const state = fold([...world.all(), { ...other, device: device('new'), type: 'drone.flown' }]);
    if (state === null) throw new Error('no state');
    const indicator = (no: number, result: '待核' | '符合') =>
      ({
        no,
        result,
        name: '',
        category: '',
        declared: false,
        clauses: [],
        waiver: null,
        override: null,
        narrative: '',
        narrativeSource: 'template',
        generatedNarrative: '',
      }) as const;
    const finding = (key: string, severity: 'contradiction' | 'notice', reason?: string) =>
      ({
        key,
        severity,
        indicator: 1,
        clause: '1a',
        kind: 'percent-mismatch',
        message: '',
        fix: null,
        reply: reason === undefined ? null : { reason, by: '张三' },
      }) as const;
    const assessment = {
      indicators: [indicator(1, '符合'), indicator(2, '待核'), indicator(3, '待核'), indicator(4, '待核')],
      findings: [finding('a', 'contradiction'), finding('b', 'notice'), finding('c', 'contradiction', '原文如此')],
    };
    const accepted = [
      { indicator: 1, reason: '不需要' },
      { indicator: 2, reason: '现场无法核实' },
      { indicator: 3, reason: '  ' },
    ];
    expect(blockersOf(state, assessment, accepted)).toEqual([
      { is: 'conflict', index: 0 },
      { is: 'unreadable', index: 0 },
      { is: 'undetermined', indicator: 3 },
      { is: 'undetermined', indicator: 4 },
      { is: 'contradiction', key: 'a' },
    ]);
    expect(acceptedOnly(assessment, accepted)).toEqual([{ indicator: 2, reason: '现场无法核实' }]);
  });
});
