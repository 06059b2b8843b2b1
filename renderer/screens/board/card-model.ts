import { indicatorOf } from '#shared/facts/target.ts';
import type { Assessment, IndicatorResult } from '#shared/assess/types.ts';
import type { Catalogue } from '#shared/catalogue/schema.ts';
import type { Facts, Verdict } from '#shared/facts/schema.ts';
import type { Conflict } from '#shared/log/fold.ts';
import { conflictsOf } from '#renderer/parts/conflicts-of.ts';
import { type ShortLine, shortLine } from './short-line.ts';

/** What a card of the board shows of an indicator. */
export interface CardModel {
  readonly no: number;
  readonly name: string;
  readonly result: Verdict;
  readonly declared: boolean;
  readonly line: ShortLine;
  readonly evidence: number;
  /** Nothing is on file where the catalogue asks for something and the indicator concerns the community. */
  readonly unproven: boolean;
  /** Fields that its verdict still waits for. */
  readonly missing: number;
  /** Contradictions without a reply. */
  readonly contradictions: number;
  /** Values that people wrote without seeing each other's, of its own or of a fact that it judges by: how many places. */
  readonly conflicts: number;
}

/** A 一级指标 with its cards; `done` counts 符合 and 不适用, `total` all, whatever a filter leaves of the cards. */
export interface CategoryModel {
  readonly name: string;
  readonly done: number;
  readonly total: number;
  readonly cards: readonly CardModel[];
}

/** The board of an inspection, in the catalogue's order. */
export function boardModel(
  catalogue: Catalogue,
  facts: Facts,
  assessment: Assessment,
  conflicts: readonly Conflict[],
): readonly CategoryModel[] {
  const results = new Map(assessment.indicators.map((result) => [result.no, result]));
  return catalogue.categories.map((category) => {
    const cards = category.indicators.flatMap((indicator) => {
      const result = results.get(indicator.no);
      const wanted = indicator.clauses.some((clause) => clause.evidence.length > 0);
      const disputed = conflictsOf(conflicts, catalogue, indicator).length;
      return result === undefined ? [] : [{ ...cardOf(result, wanted, facts, assessment), conflicts: disputed }];
    });
    const done = cards.filter((card) => card.result === '符合' || card.result === '不适用').length;
    return { name: category.name, done, total: cards.length, cards };
  });
}

function cardOf(
  result: IndicatorResult,
  wanted: boolean,
  facts: Facts,
  { findings }: Assessment,
): Omit<CardModel, 'conflicts'> {
  const evidence = facts.evidence.filter((one) => indicatorOf(one.clause) === result.no).length;
  return {
    no: result.no,
    name: result.name,
    result: result.result,
    declared: result.declared,
    line: shortLine(result),
    evidence,
    unproven: wanted && evidence === 0 && result.result !== '不适用',
    missing: result.clauses.reduce((sum, clause) => sum + clause.missing, 0),
    contradictions: findings.filter(
      ({ indicator, severity, reply }) => indicator === result.no && severity === 'contradiction' && reply === null,
    ).length,
  };
}
