import type { NarrativeLine, NarrativePart } from '../catalogue/schema.ts';
import { readSlot, slotsIn } from '../catalogue/template.ts';
import type { CompiledCatalogue, CompiledClause, CompiledIndicator } from '../assess/compile.ts';
import { type Environment, environmentOf, inEstate } from '../assess/environment.ts';
import type { Node } from '../assess/node.ts';
import { MET, plain } from '../assess/verdict-code.ts';
import type { Facts } from '../facts/schema.ts';
import { compileSlot, judgedBy, type Slot } from './slots.ts';

interface Part {
  readonly condition: Node | null;
  readonly pieces: readonly (string | Slot)[];
  /** Speaks of an answer, not merely of whom it is about. */
  readonly telling: boolean;
}

type Line = (env: Environment) => string;

const SLOT = /(\{[^{}]+\})/;

const templates = new WeakMap<CompiledIndicator, readonly Line[]>();

/**
 * The 完成情况 that the facts give by the catalogue's template: '' where nothing is answered; lines are numbered when
 * there are several, each ends with ； and the last with 。
 */
export function generateNarrative(compiled: CompiledCatalogue, indicator: CompiledIndicator, facts: Facts): string {
  const env = environmentOf(facts);
  const written = linesOf(compiled, indicator)
    .map((line) => line(env))
    .filter((line) => line !== '');
  const last = written.length - 1;
  return written
    .map((line, index) => `${last > 0 ? `${index + 1}、` : ''}${line}${index === last ? '。' : '；'}`)
    .join('\n');
}

function linesOf(compiled: CompiledCatalogue, indicator: CompiledIndicator): readonly Line[] {
  const known = templates.get(indicator);
  if (known !== undefined) return known;
  const lines = indicator.indicator.narrative.map((line) => compileLine(line, compiled));
  templates.set(indicator, lines);
  return lines;
}

function compileLine(line: NarrativeLine, compiled: CompiledCatalogue): Line {
  const clause = compiled.clauses.get(line.clause);
  if (clause === undefined) return () => '';
  const parts = line.parts.map((part) => compilePart(part, compiled, clause));
  return (env) => {
    const texts = parts.map((part) => writePart(part, clause, env));
    const tells = parts.some((part, index) => part.telling && texts[index] !== '');
    return tells ? trimEnds(texts.join('')) : '';
  };
}

function compilePart(part: NarrativePart, compiled: CompiledCatalogue, clause: CompiledClause): Part {
  const scope = { ...clause.scope, ratios: [] };
  const condition = part.if === undefined ? null : scope.rule(part.if, scope);
  const cut = part.text.split(SLOT);
  const pieces = cut.map((piece) => (isSlot(piece) ? compileSlot(piece.slice(1, -1), compiled, clause) : piece));
  return { condition, pieces, telling: condition !== null || slotsIn(part.text).some(isTelling) };
}

/** Whom a line is about has a value before anything is answered. */
function isTelling(slot: string): boolean {
  const { is } = readSlot(slot);
  return is !== 'community' && is !== 'street' && is !== 'estates';
}

function isSlot(piece: string): boolean {
  return piece.startsWith('{') && piece.endsWith('}');
}

function writePart({ condition, pieces }: Part, clause: CompiledClause, env: Environment): string {
  if (condition !== null && !holds(condition, clause, env)) return '';
  let text = '';
  for (const piece of pieces) {
    const written = typeof piece === 'string' ? piece : piece(env);
    if (written === null) return '';
    text += written;
  }
  return text;
}

/** Of a clause judged per 小区, a condition must hold in every 小区 that it judges. */
function holds(condition: Node, clause: CompiledClause, env: Environment): boolean {
  if (clause.clause.each === undefined) return plain(condition.judge(env)) === MET;
  const estates = judgedBy(clause, env);
  return estates.length > 0 && estates.every((estate) => plain(inEstate(env, estate, condition.judge)) === MET);
}

/** A left-out part leaves no stray punctuation behind. */
function trimEnds(line: string): string {
  return line.replace(/^[\s，、；。,;]+/, '').replace(/[\s，、；。,;]+$/, '');
}
