import { assertNever } from '../result.ts';
import type { ClauseResult, Explanation } from './types.ts';
import { sayChecklist, sayFlag, sayNamed, sayNumber, sayRatio } from './explain-answers.ts';

type Of<K extends Explanation['kind']> = Extract<Explanation, { kind: K }>;

/** Where a sentence stands: `top` may speak of 本条; `labelled` parts among others carry their names. */
interface Position {
  readonly top: boolean;
  readonly labelled: boolean;
}

/** How a result came about, in one line of Chinese: figures, relation, what is missing. */
export function explain(explanation: Explanation): string {
  return say(explanation, { top: true, labelled: false });
}

/** The sentence of a clause as published: what a person decided first, then always the computed explanation. */
export function fullExplanation(clause: ClauseResult): string {
  const { waiver, override, explanation } = clause;
  const said: string[] = [];
  if (override !== null) said.push(`人工认定${clause.result}（${override.by}）：${override.reason}`);
  if (waiver !== null) said.push(`不涉及（${waiver.by}）：${waiver.reason}`);
  if (said.length === 0) return explanation;
  const computed = override === null ? '' : `${override.computed}，`;
  return `${said.join('；')}；计算结果：${computed}${explanation}`;
}

function say(node: Explanation, at: Position): string {
  switch (node.kind) {
    case 'ratio':
      return sayRatio(node, at.labelled);
    case 'number':
      return sayNumber(node);
    case 'flag':
      return sayFlag(node);
    case 'named':
      return sayNamed(node);
    case 'checklist':
      return sayChecklist(node, at.labelled);
    case 'all':
    case 'any':
    case 'atLeast':
      return sayGroup(node, at);
    case 'not':
      return say(node.part, at);
    case 'when':
      return sayWhen(node, at);
    case 'case':
      return sayCase(node, at);
    case 'estates':
      return sayEstates(node, at);
    default:
      return assertNever(node);
  }
}

function sayGroup(node: Of<'all' | 'any' | 'atLeast'>, at: Position): string {
  const parts = node.kind === 'any' ? telling(node) : node.parts;
  const several = node.parts.length > 1;
  const said = parts.map((part) => say(part, { top: false, labelled: several || at.labelled }));
  const need = node.kind === 'atLeast' ? `满足 ${metOf(node.parts)} 项（要求 ${node.need} 项）：` : '';
  const body = `${need}${said.join('；')}`;
  if (node.verdict === '不适用' && at.top) return `${body}，本条不适用`;
  return node.label === null || !at.labelled ? body : `${node.label}：${body}`;
}

/** Of alternatives only those that carry the result: the met ones, else the open ones, else all. */
function telling(node: Of<'all' | 'any' | 'atLeast'>): readonly Explanation[] {
  const carrying = node.parts.filter((part) => part.verdict === node.verdict);
  return carrying.length > 0 ? carrying : node.parts;
}

function metOf(parts: readonly Explanation[]): number {
  return parts.filter((part) => part.verdict === '符合').length;
}

function sayWhen(node: Of<'when'>, at: Position): string {
  const condition = sayCondition(node.condition, at);
  if (node.then === null) return `${condition}，${notReached(node.verdict, at)}`;
  const then = say(node.then, at);
  return isPresence(node.condition) ? then : `${condition}；${then}`;
}

function sayCase(node: Of<'case'>, at: Position): string {
  const condition = say(node.condition, { top: false, labelled: false });
  if (node.then === null) return `${condition}，${notReached(node.verdict, at)}`;
  const note = node.note === null ? '' : `（${node.note}）`;
  return `${condition}${note}；${say(node.then, at)}`;
}

function notReached(verdict: Explanation['verdict'], at: Position): string {
  if (verdict === '待核') return '是否适用待定';
  return at.top ? '本条不适用' : '不适用';
}

/** Of nothing there is nothing to hold against a threshold: 非封闭式小区 0 个. */
function sayCondition(node: Explanation, at: Position): string {
  if (node.kind === 'number' && node.value.value === '0')
    return `${node.label ?? node.value.label} 0 ${node.value.unit}`;
  return say(node, { top: false, labelled: at.labelled });
}

/** That there are lifts goes without saying once the lifts are judged. */
function isPresence(node: Explanation): boolean {
  switch (node.kind) {
    case 'flag':
      return true;
    case 'not':
      return isPresence(node.part);
    case 'all':
    case 'any':
      return node.parts.every(isPresence);
    case 'number':
      return ['> 0', '≥ 1'].includes(`${node.relation} ${node.threshold}`);
    case 'ratio':
    case 'named':
    case 'checklist':
    case 'atLeast':
    case 'when':
    case 'case':
    case 'estates':
      return false;
    default:
      return assertNever(node);
  }
}

function sayEstates(node: Of<'estates'>, at: Position): string {
  if (node.noneListed) return '尚未列出小区';
  const said = node.parts.map(({ name, part }) => `${name}：${say(part, { top: false, labelled: at.labelled })}`);
  if (node.unsure.length > 0) said.push(`${node.unsure.join('、')}：是否在本条范围内待定`);
  if (said.length > 0) return said.join('；');
  const outside = node.outside.map(
    ({ name, condition }) => `${name}（${say(condition, { top: false, labelled: false })}）`,
  );
  return `${outside.join('、')}不在本条范围，${notReached('不适用', at)}`;
}
