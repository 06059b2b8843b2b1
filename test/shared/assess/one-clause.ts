import { assess } from '#shared/assessment/assess.ts';
import type { Assessment, ClauseResult, Finding } from '#shared/assess/types.ts';
import { Catalogue } from '#shared/catalogue/schema.ts';
import { Facts, type FactsInput } from '#shared/facts/schema.ts';
import * as v from 'valibot';

type Input<T extends v.GenericSchema> = v.InferInput<T>;
type CatalogueInput = Input<typeof Catalogue>;
type IndicatorInput = CatalogueInput['categories'][number]['indicators'][number];
type ClauseInput = IndicatorInput['clauses'][number];

/** A clause as a test writes it: only what it is about. */
export type ClauseDraft = Partial<ClauseInput> & Pick<ClauseInput, 'rule'>;

export interface CatalogueDraft {
  readonly profileFields?: CatalogueInput['profileFields'];
  readonly estateFields?: CatalogueInput['estateFields'];
  readonly indicators: readonly (Partial<Omit<IndicatorInput, 'clauses'>> & {
    readonly clauses: readonly ClauseDraft[];
  })[];
}

/** A catalogue of one 一级指标; indicators are numbered from 1, clauses lettered from a. */
export function catalogueOf({ profileFields = [], estateFields = [], indicators }: CatalogueDraft): Catalogue {
  return v.parse(Catalogue, {
    schemaVersion: 1,
    id: 'test-catalogue',
    version: '1',
    standard: '指标',
    tier: '标杆型',
    source: '测试',
    profileFields,
    estateFields,
    categories: [
      {
        name: '基础设施',
        indicators: indicators.map(({ clauses, ...indicator }, index) => ({
          no: index + 1,
          name: `指标${index + 1}`,
          definition: '释义',
          requirement: '要求',
          narrative: [{ clause: `${index + 1}a`, parts: [{ text: '{nothing}' }] }],
          ...indicator,
          clauses: clauses.map((clause, at) => ({
            id: `${index + 1}${String.fromCharCode(97 + at)}`,
            label: '条款',
            fields: [],
            evidence: [],
            ...clause,
          })),
        })),
      },
    ],
  });
}

export interface FactsDraft extends Partial<Omit<FactsInput, 'profile'>> {
  readonly profile?: Partial<FactsInput['profile']>;
}

export function factsOf({ profile, ...facts }: FactsDraft = {}): Facts {
  return v.parse(Facts, {
    schemaVersion: 1,
    catalogue: { id: 'test-catalogue', version: '1' },
    profile: {
      community: '学苑社区',
      applicant: '学苑社区',
      authority: '大数据中心',
      basis: '文件',
      period: { from: '2024-08-01', to: '2024-08-31' },
      ...profile,
    },
    ...facts,
  });
}

export function assessed(catalogue: CatalogueDraft, facts: FactsDraft = {}): Assessment {
  return assess(catalogueOf(catalogue), factsOf(facts));
}

/** The result of the only clause of a catalogue. */
export function clauseResult(
  clause: ClauseDraft,
  facts: FactsDraft = {},
  rest: Omit<CatalogueDraft, 'indicators'> = {},
): ClauseResult {
  const result = assessed({ ...rest, indicators: [{ clauses: [clause] }] }, facts).indicators[0]?.clauses[0];
  if (result === undefined) throw new Error('no clause');
  return result;
}

/** Findings of one kind. */
export function findingsOf(assessment: Assessment, kind: Finding['kind']): readonly Finding[] {
  return assessment.findings.filter((finding) => finding.kind === kind);
}

type FieldInput = NonNullable<ClauseDraft['fields']>[number];

export const count = (id: string, label = id, more: object = {}): FieldInput => ({
  kind: 'count',
  id,
  label,
  unit: '户',
  ...more,
});
export const flag = (id: string, label = id): FieldInput => ({ kind: 'flag', id, label });
export const list = (id: string, labels: readonly string[], more: object = {}): FieldInput => ({
  kind: 'checklist',
  id,
  label: id,
  options: labels.map((label) => ({ label })),
  ...more,
});

/** part ÷ whole ≥ 90 %, both counts of the clause. */
export const COVERAGE: ClauseDraft = {
  fields: [count('part', '已覆盖'), count('whole', '总数'), { kind: 'rate', id: 'rate', label: '申报覆盖率' }],
  rule: { is: 'ratio', part: 'part', whole: 'whole', declared: 'rate', relation: '≥', threshold: '90%' },
};
