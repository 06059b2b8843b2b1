import type { Relation } from '../catalogue/rule-schema.ts';
import type { Explanation, ItemState, Shown } from './types.ts';

type Of<K extends Explanation['kind']> = Extract<Explanation, { kind: K }>;

const SHORTFALL: Readonly<Record<Relation, string>> = { '≥': '未达到', '>': '未超过', '≤': '超过', '<': '不低于' };
const STATE: Readonly<Record<ItemState, string>> = { yes: '是', no: '否', unknown: '未答', notApplicable: '不适用' };

/** `2813 ÷ 2813 = 100% ≥ 90%`, `80 ÷ 100 = 80%，未达到 90%`, or what stands in the way. */
export function sayRatio(node: Of<'ratio'>, labelled: boolean): string {
  const label = labelled && node.label !== null ? `${node.label}：` : '';
  return `${label}${ratioBody(node)}`;
}

function ratioBody(node: Of<'ratio'>): string {
  const { part, whole, percent, problem } = node;
  if (node.declared && percent !== null) {
    return `申报 ${against(percent, node.threshold, node)}（${lacking([part, whole])}，以申报值计）`;
  }
  if (problem === 'zero-whole') return `“${whole.label}”为 0，无法计算`;
  if (problem === 'part-exceeds-whole') return `${named(part)} 大于 ${named(whole)}，请核对`;
  if (percent === null || problem === 'missing') return `${lacking([part, whole])}${openEnd(node)}`;
  const sign = node.rounded ? '≈' : '=';
  return `${part.value} ÷ ${whole.value} ${sign} ${against(percent, node.threshold, node)}`;
}

/** Bounds can decide before every count is in. */
function openEnd(node: Of<'ratio'>): string {
  if (node.verdict === '符合') return `，已足以达到 ${node.relation} ${node.threshold}`;
  return node.verdict === '不符合' ? `，已可判定${SHORTFALL[node.relation]} ${node.threshold}` : '';
}

function against(value: string, threshold: string, node: Of<'ratio' | 'number'>): string {
  return node.verdict === '不符合'
    ? `${value}，${SHORTFALL[node.relation]} ${threshold}`
    : `${value} ${node.relation} ${threshold}`;
}

function named(shown: Shown): string {
  return `“${shown.label}”${shown.value ?? ''}`;
}

function lacking(shown: readonly Shown[]): string {
  const labels = [...new Set(shown.filter((one) => one.value === null).map((one) => `“${one.label}”`))];
  return `缺${labels.join('、')}`;
}

/** `线上议事协商活动 5 次 ≥ 4 次`. */
export function sayNumber(node: Of<'number'>): string {
  const { value, atLeastKnown, threshold } = node;
  const unit = value.unit === '' ? '' : ` ${value.unit}`;
  const label = node.label ?? value.label;
  const limit = `${threshold}${unit}`;
  if (value.value !== null) return `${label} ${against(`${value.value}${unit}`, limit, node)}`;
  if (node.verdict === '待核') {
    return atLeastKnown === null
      ? `缺“${label}”`
      : `${label} 已知 ${atLeastKnown}${unit}，尚未答全（要求 ${node.relation} ${limit}）`;
  }
  return `${label} ${against(`${atLeastKnown === null ? '不足' : `至少 ${atLeastKnown}${unit}`}`, limit, node)}`;
}

export function sayFlag(node: Of<'flag'>): string {
  return node.state === 'unknown' ? `“${node.label}”未答` : `${node.label}：${STATE[node.state]}`;
}

export function sayNamed(node: Of<'named'>): string {
  if (node.text !== null) return `${node.label}：${node.text}`;
  return node.verdict === '待核' ? `缺“${node.label}”` : `${node.label}：无`;
}

/** `已具备 4/6：人、地、事、物；缺：情；未答：组织`. */
export function sayChecklist(node: Of<'checklist'>, labelled: boolean): string {
  const of = (state: ItemState) => node.items.filter((item) => item.state === state).map((item) => item.label);
  const [yes, no, unknown, outside] = [of('yes'), of('no'), of('unknown'), of('notApplicable')];
  const applicable = yes.length + no.length + unknown.length;
  const count = node.need === 'all' ? `${yes.length}/${applicable}` : `${yes.length} 项（要求 ${node.need} 项）`;
  const said = [yes.length === 0 ? `已具备 ${count}` : `已具备 ${count}：${yes.join('、')}`];
  if (no.length > 0 && node.verdict !== '符合') said.push(`缺：${no.join('、')}`);
  if (unknown.length > 0 && node.verdict !== '符合') said.push(`未答：${unknown.join('、')}`);
  if (outside.length > 0) said.push(`不适用：${outside.join('、')}`);
  const body = applicable === 0 ? `${outside.join('、')}均不适用` : said.join('；');
  return labelled ? `${node.label}：${body}` : body;
}
