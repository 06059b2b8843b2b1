import * as v from 'valibot';
import { type CatalogueIndex, indexCatalogue } from '../catalogue/index-catalogue.ts';
import type { Catalogue } from '../catalogue/schema.ts';
import { unwritableIn } from '../reading/unfit.ts';
import { err, type Failure, ok, type Result } from '../result.ts';
import { childPath, firstFault, readJson } from '../schema-fault.ts';
import { type AnswerError, checkAnswers } from './check-answer.ts';
import { type ClauseAnswers, Facts } from './schema.ts';

type FactsError = 'facts.not-json' | 'facts.shape' | 'facts.catalogue-mismatch' | 'facts.unknown-clause' | AnswerError;

type Fault = Failure<FactsError> | null;

/**
 * Facts from the text of their file, fitting the catalogue: written for it, every answer belonging to a field and of its
 * kind, every target existing. The first misfit is reported with its path; codes are those of `FactsError`.
 */
export function loadFacts(json: string, catalogue: Catalogue): Result<Facts, FactsError> {
  const read = readJson(json);
  if (!read.ok) {
    const { reason = '' } = read.error.detail ?? {};
    return read.error.code === 'depth' ? err('facts.shape', { path: '', reason }) : err('facts.not-json', { reason });
  }
  const unfit = unwritableIn(read.value);
  if (unfit !== null) return err('facts.shape', { path: unfit.place.reduce(childPath, ''), reason: unfit.reason });
  const parsed = v.safeParse(Facts, read.value);
  if (!parsed.success) return err('facts.shape', { ...firstFault(parsed.issues) });
  const error = misfit(parsed.output, catalogue);
  return error === null ? ok(parsed.output) : { ok: false, error };
}

/** How facts of the right shape depart from the catalogue; null when they fit. */
function misfit(facts: Facts, catalogue: Catalogue): Fault {
  const index = indexCatalogue(catalogue);
  return (
    otherCatalogue(facts, catalogue) ??
    errorOf(checkAnswers(catalogue.profileFields, facts.profile.facts, 'profile.facts')) ??
    misfitOfEstates(facts, catalogue, index) ??
    misfitOfClauses(facts.answers, 'answers', false, index) ??
    misfitOfTargets(facts, index)
  );
}

function otherCatalogue(facts: Facts, { id, version }: Catalogue): Fault {
  if (facts.catalogue.id === id && facts.catalogue.version === version) return null;
  const wanted = `${facts.catalogue.id} ${facts.catalogue.version}`;
  return err('facts.catalogue-mismatch', { path: 'catalogue', wanted, given: `${id} ${version}` }).error;
}

function misfitOfEstates(facts: Facts, catalogue: Catalogue, index: CatalogueIndex): Fault {
  for (const [e, estate] of facts.estates.entries()) {
    const path = `estates[${e}]`;
    const fault =
      errorOf(checkAnswers(catalogue.estateFields, estate.facts, `${path}.facts`)) ??
      misfitOfClauses(estate.answers, `${path}.answers`, true, index);
    if (fault !== null) return fault;
  }
  return null;
}

/** A clause judged per 小区 is answered in its 小区, any other once for the community. */
function misfitOfClauses(answers: ClauseAnswers, path: string, inEstate: boolean, index: CatalogueIndex): Fault {
  for (const [id, given] of Object.entries(answers)) {
    const at = childPath(path, id);
    const clause = index.clauses.get(id)?.clause;
    if (clause === undefined) return err('facts.unknown-clause', { path: at, id }).error;
    if ((clause.each !== undefined) !== inEstate) return shape(at, inEstate ? ONCE : PER_ESTATE);
    const fault = errorOf(checkAnswers(clause.fields, given, at));
    if (fault !== null) return fault;
  }
  return null;
}

const ONCE = '此条款不分小区，应写在 answers 中';
const PER_ESTATE = '此条款逐个小区填报，应写在 estates[].answers 中';

function misfitOfTargets(facts: Facts, index: CatalogueIndex): Fault {
  const targets: [path: string, target: string][] = [
    ...facts.waivers.map((waiver, n): [string, string] => [`waivers[${n}].target`, waiver.target]),
    ...facts.overrides.map((override, n): [string, string] => [`overrides[${n}].target`, override.target]),
    ...Object.keys(facts.narratives).map((no): [string, string] => [`narratives.${no}`, no]),
    ...Object.keys(facts.notes).map((no): [string, string] => [`notes.${no}`, no]),
    ...(facts.accepted ?? []).map(({ indicator }, n): [string, string] => [
      `accepted[${n}].indicator`,
      String(indicator),
    ]),
    ...facts.evidence.map((evidence, n): [string, string] => [`evidence[${n}].clause`, evidence.clause]),
  ];
  for (const [path, target] of targets) {
    const known = index.clauses.has(target) || isIndicator(target, index);
    if (!known) return err('facts.unknown-clause', { path, id: target }).error;
  }
  return repeatedTarget(facts.waivers, 'waivers') ?? repeatedTarget(facts.overrides, 'overrides');
}

/** A number as written in the file: `08` is no indicator. */
function isIndicator(target: string, index: CatalogueIndex): boolean {
  const no = Number(target);
  return String(no) === target && index.indicators.has(no);
}

function repeatedTarget(list: readonly { readonly target: string }[], path: string): Fault {
  const seen = new Set<string>();
  for (const [n, { target }] of list.entries()) {
    if (seen.has(target)) return shape(`${path}[${n}].target`, `“${target}”已有一条`);
    seen.add(target);
  }
  return null;
}

function shape(path: string, reason: string): Fault {
  return err('facts.shape', { path, reason }).error;
}

function errorOf(result: Result<unknown, FactsError>): Fault {
  return result.ok ? null : result.error;
}
