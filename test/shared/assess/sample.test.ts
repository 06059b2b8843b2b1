import { describe, expect, it } from 'vitest';
import { assess } from '#shared/assessment/assess.ts';
import { benchmark, sample } from '#test/fixtures/read.ts';

const assessment = assess(benchmark(), sample());
const found = (kind: string) =>
  assessment.findings.filter((finding) => finding.kind === kind).map(({ clause, message }) => [clause, message]);

describe('the sample 学苑社区', () => {
  it('[IN2] is 待核: the notice does not state everything that the standard asks', () => {
    expect(assessment.overall).toBe('待核');
    expect(assessment.tally).toEqual({ 符合: 19, 不符合: 0, 待核: 12, 不适用: 1 });
    const open = assessment.indicators.filter(({ result }) => result === '待核').map(({ no }) => no);
    expect(open).toEqual([2, 5, 6, 10, 12, 14, 16, 21, 24, 27, 30, 31]);
  });

  it('[CC1] finds the 11.2% that is 10.84%, and nothing wrong with 95.3%', () => {
    expect(found('percent-mismatch')).toEqual([['11b', '完成情况写“11.2%”，按填报数应为 630 ÷ 5814 ≈ 10.84%']]);
  });

  it('[CC6] finds what the notice passes over', () => {
    expect(found('item-not-mentioned').map(([clause]) => clause)).toEqual(
      expect.arrayContaining(['2b', '10c', '14b', '16a', '21a', '24b', '27a', '30a', '31a']),
    );
    expect(found('item-not-mentioned')).toContainEqual(['16a', '标准要求“治安防范预警信息发布”，完成情况没有写到']);
    expect(found('item-not-mentioned')).toContainEqual(['2b', '标准要求“5G深度覆盖”，完成情况没有写到']);
  });

  it('[CC11] finds the September in an August inspection', () => {
    expect(found('date-outside-period')).toEqual([
      ['30a', '完成情况写“截止9月底”，在验收期间（2024-08-01 至 2024-08-31）之后'],
    ]);
  });

  it('[CC2] raises no false alarm about counts, sums and names', () => {
    for (const kind of [
      'count-mismatch',
      'parts-mismatch',
      'part-exceeds-whole',
      'estate-not-listed',
      'narrative-stale',
    ]) {
      expect(found(kind)).toEqual([]);
    }
  });

  it('[CC8] names the clauses that stand on a 申报值 alone', () => {
    expect(found('declared-only').map(([clause]) => clause)).toEqual(['4a1', '4a3', '4b', '4c', '7a', '22a']);
  });
});
