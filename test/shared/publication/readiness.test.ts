import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assess } from '#shared/assessment/assess.ts';
import { loadCatalogue } from '#shared/catalogue/load.ts';
import { loadFacts } from '#shared/facts/load.ts';
import type { Facts } from '#shared/facts/schema.ts';
import type { FoldedInspection } from '#shared/log/fold.ts';
import { blockersOf, type Acceptance } from '#shared/log/readiness.ts';
import { readinessOf } from '#shared/publication/readiness.ts';
import { hostWithSample, newDisk, openWindow } from '#test/renderer/stores/window.ts';

const loaded = loadCatalogue(readFileSync('resources/catalogues/benchmark-2022.2.json', 'utf8'));
if (!loaded.ok) throw new Error(loaded.error.code);
const catalogue = loaded.value;
const sample = loadFacts(readFileSync('resources/samples/xueyuan.json', 'utf8'), catalogue);
if (!sample.ok) throw new Error(sample.error.code);
const sampleFacts = sample.value;

async function foldedSample(): Promise<FoldedInspection> {
  const { host, id } = await hostWithSample();
  const window = openWindow(host, newDisk());
  await window.session().open(id);
  const { inspection } = window.session();
  if (inspection === null) throw new Error('not open');
  return inspection.folded;
}
const folded = await foldedSample();

const listOf = (facts: Facts, accepted: readonly Acceptance[] = [], of: Partial<FoldedInspection> = {}) =>
  readinessOf({ folded: { ...folded, ...of }, facts, catalogue, assessment: assess(catalogue, facts), accepted });
const everyOpen = (reason: string): Acceptance[] =>
  listOf(sampleFacts).undetermined.map(({ no }) => ({ indicator: no, reason }));
const answered = (facts: Facts): Facts => ({
  ...facts,
  replies: assess(catalogue, facts)
    .findings.filter(({ severity }) => severity === 'contradiction')
    .map(({ key }) => ({ key, reason: '公示原文如此', by: '甲' })),
});

describe('the readiness list', () => {
  it('counts every 待核 indicator and every unanswered contradiction as in the way', () => {
    const list = listOf(sampleFacts);
    expect(list.undetermined).toHaveLength(12);
    expect(list.contradictions.map(({ indicator }) => indicator)).toEqual([11, 30]);
    expect(list.blocking).toBe(14);
  });

  it('takes an indicator off only when it is named with a reason', () => {
    const accepted = [
      { indicator: 2, reason: '现场资料待补' },
      { indicator: 5, reason: '  ' },
      { indicator: 31, reason: '\u200B\u2060' },
      { indicator: 1, reason: '已符合，无需接受' },
    ];
    const list = listOf(sampleFacts, accepted);
    expect(list.undetermined.filter((item) => item.accepted !== null)).toEqual([
      expect.objectContaining({ no: 2, accepted: '现场资料待补' }),
    ]);
    expect(list.blocking).toBe(13);
  });

  it('is ready when nothing open is left, and 定稿 then refuses nothing', () => {
    const facts = answered(sampleFacts);
    const accepted = everyOpen('原文没有数据');
    const list = listOf(facts, accepted);
    expect(list).toMatchObject({ blocking: 0, contradictions: [], answered: 2 });
    expect(blockersOf(folded, assess(catalogue, facts), accepted)).toEqual([]);
  });

  it('never calls ready what 定稿 would refuse', () => {
    const facts = answered(sampleFacts);
    for (const { no } of listOf(facts).undetermined) {
      const accepted = everyOpen('原文没有数据').filter(({ indicator }) => indicator !== no);
      expect(listOf(facts, accepted).blocking, `indicator ${no}`).toBe(1);
    }
    const [entry] = folded.history;
    if (entry === undefined) throw new Error('no history');
    const unknownEvents = [{ event: entry.event, reason: 'newer-version' as const }];
    expect(listOf(facts, everyOpen('原文没有数据'), { unknownEvents })).toMatchObject({ unreadable: 1, blocking: 1 });
  });

  it('warns, without being in the way, of missing evidence, declared rates and gaps in the profile', () => {
    const known = Object.fromEntries(
      Object.entries(sampleFacts.profile.facts).filter(([field]) => field !== 'residents'),
    );
    const list = listOf({ ...sampleFacts, profile: { ...sampleFacts.profile, facts: known } });
    expect(list.profileGaps).toEqual(['常住人口']);
    expect(list.declared).toEqual([4, 7, 22]);
    expect(list.withoutEvidence).not.toContain(20);
    expect(list.withoutEvidence).toContain(1);
  });

  it('warns of a 完成情况 that was written before its facts changed, until somebody keeps it with a reason', () => {
    const narratives = { ...sampleFacts.narratives, 5: { text: '已建成', basis: 'of other facts' } };
    const facts = { ...sampleFacts, narratives };
    expect(listOf(sampleFacts).staleNarratives).not.toContain(5);
    expect(listOf(facts).staleNarratives).toContain(5);
    const key = assess(catalogue, facts).findings.find(
      (one) => one.kind === 'narrative-stale' && one.indicator === 5,
    )?.key;
    const replies = [...sampleFacts.replies, { key: key ?? '', reason: '仍然属实', by: '张验收' }];
    expect(listOf({ ...facts, replies }).staleNarratives).not.toContain(5);
  });

  it('[PU11] stops at characters that the notice cannot print, and names each with its place', () => {
    const estates = sampleFacts.estates.map((estate) => ({ ...estate, name: `${estate.name}😀` }));
    const list = listOf({
      ...sampleFacts,
      estates,
      narratives: { ...sampleFacts.narratives, 5: { text: '已建\u{20000}☑' } },
    });
    expect(list.unprintable).toEqual([
      { character: '😀', place: { indicator: null, field: 'estate' } },
      { character: '\u{20000}', place: { indicator: 5, field: 'narrative' } },
    ]);
    expect(list.blocking).toBe(listOf(sampleFacts).blocking + 2);
  });
});
