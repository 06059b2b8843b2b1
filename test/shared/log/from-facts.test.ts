import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { Facts } from '#shared/facts/schema.ts';
import { Draft } from '#shared/log/events.ts';
import { fold } from '#shared/log/fold.ts';
import { draftsFromFacts } from '#shared/log/from-facts.ts';
import { CATALOGUE_HASH, laptops, PROFILE } from './events.ts';

const SAMPLE = join(import.meta.dirname, '..', '..', '..', 'resources', 'samples', 'xueyuan.json');

/** The facts that the events of a facts file give back. */
function roundTrip(facts: Facts) {
  const drafts = draftsFromFacts(facts, CATALOGUE_HASH).map((draft) => v.parse(Draft, draft));
  const world = laptops();
  world.write('a', 1_700_000_000_000, drafts);
  return fold(world.all())?.facts;
}

const id = fc.constantFrom('a', 'b', 'c', 'd');
const value = fc.oneof(
  fc.nat(),
  fc.boolean(),
  fc.constantFrom('12.5', '95.3%', '文字'),
  fc.dictionary(fc.constantFrom('甲', '乙'), fc.boolean()),
  fc.array(fc.record({ name: fc.constantFrom('一号杆', '二号杆'), answers: fc.dictionary(id, fc.nat()) }), {
    maxLength: 2,
  }),
);
const answers = fc.dictionary(id, value, { maxKeys: 3 });
const clauses = fc.dictionary(
  fc.constantFrom('1a', '2b', '30c1'),
  fc.dictionary(id, value, { minKeys: 1, maxKeys: 3 }),
);
const numbers = fc.constantFrom('1', '2', '32');
const reasons = fc.record({ reason: fc.constantFrom('无燃气', '改造中'), by: fc.constantFrom('张三', '李四') });

const facts: fc.Arbitrary<Facts> = fc
  .record({
    known: answers,
    clauses,
    estates: fc.uniqueArray(
      fc.record({ id, name: fc.constantFrom('东苑', '西苑'), facts: answers, answers: clauses }),
      {
        selector: (estate) => estate.id,
      },
    ),
    waivers: fc.uniqueArray(
      fc.record({ target: fc.constantFrom('1', '1a'), reason: fc.constant('不涉及'), by: fc.constant('王五') }),
      {
        selector: ({ target }) => target,
      },
    ),
    narratives: fc.dictionary(numbers, fc.record({ text: fc.constantFrom('已全部完成。', '正在建设。') })),
    notes: fc.dictionary(numbers, fc.constantFrom('', '补拍')),
    replies: fc.dictionary(fc.constantFrom('k1', 'k2'), reasons),
  })
  .map(({ known, clauses: own, replies, ...rest }) => ({
    schemaVersion: 1,
    catalogue: { id: 'benchmark', version: '1' },
    profile: { ...PROFILE, facts: known },
    answers: own,
    overrides: rest.waivers.map(({ target, reason, by }) => ({ target, result: '符合' as const, reason, by })),
    evidence: [],
    replies: Object.entries(replies).map(([key, reply]) => ({ key, ...reply })),
    ...rest,
  }));

describe('facts as events', () => {
  it('[LG8] the sample comes back as it was', () => {
    const { $schema, ...sample } = v.parse(Facts, JSON.parse(readFileSync(SAMPLE, 'utf8')));
    expect($schema).toBeDefined();
    expect(roundTrip(sample)).toEqual(sample);
  });

  it('[LG8] any facts come back equal, lists in the same order', () => {
    fc.assert(
      fc.property(facts, (one) => {
        expect(roundTrip(one)).toEqual(one);
      }),
    );
  });
});
