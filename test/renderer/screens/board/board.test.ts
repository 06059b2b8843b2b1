import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { attentionOf } from '#renderer/screens/board/attention.ts';
import { BOARD_FILTERS, countsOf, matches } from '#renderer/screens/board/board-filter.ts';
import { boardModel, type CardModel } from '#renderer/screens/board/card-model.ts';
import { neighbour } from '#renderer/screens/board/neighbour.ts';
import { overallSentence } from '#renderer/text/board-text.ts';
import { assess } from '#shared/assessment/assess.ts';
import { compileCatalogue } from '#shared/assess/compile.ts';
import { loadCatalogue } from '#shared/catalogue/load.ts';
import { loadFacts } from '#shared/facts/load.ts';
import type { Facts } from '#shared/facts/schema.ts';
import { Sha256 } from '#shared/ids.ts';
import { arbitraryFacts } from '#test/shared/assess/arbitrary-facts.ts';

const loaded = loadCatalogue(readFileSync('resources/catalogues/benchmark-2022.2.json', 'utf8'));
if (!loaded.ok) throw new Error(loaded.error.code);
const catalogue = loaded.value;
const compiled = compileCatalogue(catalogue);
const sample = loadFacts(readFileSync('resources/samples/xueyuan.json', 'utf8'), catalogue);
if (!sample.ok) throw new Error(sample.error.code);
const facts = sample.value;

const boardOf = (given: Facts) => boardModel(catalogue, given, assess(compiled, given), []);
const cardsOf = (given: Facts): readonly CardModel[] => boardOf(given).flatMap(({ cards }) => cards);
const card = (given: Facts, no: number): CardModel => {
  const found = cardsOf(given).find((candidate) => candidate.no === no);
  if (found === undefined) throw new Error(`no card ${no}`);
  return found;
};
const withAnswer = (clause: string, field: string, value: Facts['answers'][string][string]): Facts => ({
  ...facts,
  answers: { ...facts.answers, [clause]: { ...facts.answers[clause], [field]: value } },
});

describe('the board of the sample', () => {
  it('holds all 32 indicators under their 一级指标, in order, each with a line', () => {
    const cards = cardsOf(facts);
    expect(cards.map(({ no }) => no)).toEqual(Array.from({ length: 32 }, (_, index) => index + 1));
    expect(cards.filter(({ line }) => line.text === '')).toEqual([]);
    expect(boardOf(facts).map(({ name, total }) => [name, total])).toContainEqual(['社区服务', 7]);
  });

  it('counts 符合 and 不适用 as done', () => {
    for (const { done, total, cards } of boardOf(facts)) {
      expect(done).toBe(cards.filter(({ result }) => result === '符合' || result === '不适用').length);
      expect(total).toBe(cards.length);
    }
  });
});

describe('the line of arithmetic', () => {
  it('shows the ratio against its threshold, never rounded across it', () => {
    expect(card(facts, 1).line).toEqual({ text: '100% ≥ 90%', warn: false });
    expect(card(facts, 32).line.text).toBe('95.33% ≥ 80%');
    const short = { ...facts, answers: { ...facts.answers, '32a': { valid: 300_000, satisfied: 239_999 } } };
    expect(card(short, 32).result).toBe('不符合');
    expect(card(short, 32).line.text).toMatch(/^79\.9\d*% < 80%$/);
  });

  it('shows what an indicator fails by', () => {
    const failed = card(withAnswer('28a', 'campaigns', 2), 28);
    expect(failed.result).toBe('不符合');
    expect(failed.line.text).toMatch(/^2 < 3 /);
  });

  it('names what is unanswered first where a result is still open', () => {
    expect(card(facts, 2)).toMatchObject({ result: '待核', line: { text: '未答：电梯等', warn: true } });
    expect(card(facts, 30).line.text).toBe('已知 0 项，要求 ≥ 1');
  });

  it('says that a result rests on declared rates', () => {
    expect(card(facts, 4).line).toEqual({ text: '申报 4 项比率', warn: true });
  });

  it('gives a person’s decision before any computation', () => {
    expect(card(facts, 20).line.text).toMatch(/^不涉及：/);
    const overridden = { ...facts, overrides: [{ target: '1', result: '不符合' as const, reason: '复核', by: '甲' }] };
    expect(card(overridden, 1)).toMatchObject({ result: '不符合', line: { text: '人工认定：复核' } });
  });

  it('never breaks and never stays silent, whatever the answers', () => {
    fc.assert(
      fc.property(arbitraryFacts(catalogue), (given) => {
        for (const { line } of cardsOf(given)) expect(line.text).not.toBe('');
      }),
      { numRuns: 40 },
    );
  });
});

describe('filters', () => {
  it('count exactly the cards they leave', () => {
    const cards = cardsOf(facts);
    const counts = countsOf(cards);
    for (const filter of BOARD_FILTERS) {
      expect(counts[filter], filter).toBe(cards.filter((one) => matches(filter, one)).length);
    }
    expect(counts).toMatchObject({ all: 32, undetermined: 12, unmet: 0, contradiction: 2 });
  });

  it('do not ask for evidence of what is 不适用, and stop asking once there is some', () => {
    const waived = card(facts, 20);
    expect(waived).toMatchObject({ result: '不适用', unproven: false });
    const evidence: Facts['evidence'] = [
      {
        id: 'e1',
        clause: '1a',
        sha256: v.parse(Sha256, 'a'.repeat(64)),
        name: 'a.jpg',
        mime: 'image/jpeg',
        size: 1,
        addedAt: '2024-08-02T00:00:00Z',
      },
    ];
    expect(card(facts, 1).unproven).toBe(true);
    expect(card({ ...facts, evidence }, 1)).toMatchObject({ evidence: 1, unproven: false });
  });

  it('let a contradiction go once it is answered', () => {
    const { findings } = assess(compiled, facts);
    const replies = findings
      .filter(({ severity }) => severity === 'contradiction')
      .map(({ key }) => ({ key, reason: '原文如此', by: '甲' }));
    expect(countsOf(cardsOf({ ...facts, replies })).contradiction).toBe(0);
    const attention = attentionOf(assess(compiled, { ...facts, replies }).findings);
    expect(attention.contradictions).toEqual([]);
    expect(attention.answered).toBe(replies.length);
  });
});

describe('需要处理', () => {
  it('lists contradictions one by one and bundles notices by kind', () => {
    const { contradictions, notices } = attentionOf(assess(compiled, facts).findings);
    expect(contradictions.map(({ indicator }) => indicator)).toEqual([11, 30]);
    expect(new Set(notices.map(({ kind }) => kind)).size).toBe(notices.length);
    expect(notices.every(({ kind, findings }) => findings.every((finding) => finding.kind === kind))).toBe(true);
  });
});

describe('the overall sentence', () => {
  const counts = { met: 23, unmet: 1, undetermined: 7, notApplicable: 1, contradictions: 3, conflicts: 2 };
  it('says what is open, and counts what is good only when nothing is', () => {
    expect(overallSentence('待核', '《甲》', counts)).toBe(
      '还不能判定是否达到《甲》：7 项待核，1 项不符合，3 条数据核对发现未答复，2 处填写冲突未选定',
    );
    const met = { met: 31, unmet: 0, undetermined: 0, notApplicable: 1, contradictions: 0, conflicts: 0 };
    expect(overallSentence('达到标准', '《甲》', met)).toBe('达到《甲》：31 项符合，1 项不适用');
  });
});

describe('moving between cards', () => {
  // Two rows: three narrow cards above two wide ones.
  const boxes = [
    { middle: 50, top: 0 },
    { middle: 150, top: 0 },
    { middle: 250, top: 0 },
    { middle: 75, top: 100 },
    { middle: 225, top: 101 },
  ];
  it('goes to the card that lies that way', () => {
    expect(neighbour(boxes, 2, 'ArrowDown')).toBe(4);
    expect(neighbour(boxes, 4, 'ArrowUp')).toBe(2);
    expect(neighbour(boxes, 2, 'ArrowRight')).toBe(3);
    expect(neighbour(boxes, 0, 'ArrowLeft')).toBeNull();
    expect(neighbour(boxes, 3, 'ArrowDown')).toBeNull();
    expect(neighbour(boxes, 1, 'End')).toBe(4);
    expect(neighbour(boxes, 1, 'a')).toBeNull();
  });
});
