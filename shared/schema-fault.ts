import type * as v from 'valibot';
import { err, ok, type Result } from './result.ts';

/** Where a foreign value departs from its schema, and why in Chinese. */
interface SchemaFault {
  readonly path: string;
  readonly reason: string;
}

/** Deeper nesting than any honest file has; keeps recursive schemas from exhausting the stack. */
const MAX_DEPTH = 80;

/** Parses foreign JSON text (a leading byte-order mark is allowed); a reason in place of an exception. */
export function readJson(text: string): Result<unknown, 'syntax' | 'depth'> {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (depthOf(body) > MAX_DEPTH) return err('depth', { reason: `嵌套超过 ${MAX_DEPTH} 层` });
  try {
    const value: unknown = JSON.parse(body);
    return ok(value);
  } catch (error) {
    return err('syntax', { reason: error instanceof Error ? error.message : String(error) });
  }
}

/** Deepest bracket nesting outside strings. */
function depthOf(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (token === '[' || token === '{') deepest = Math.max(deepest, (depth += 1));
    else if (token === ']' || token === '}') depth -= 1;
  }
  return deepest;
}

type Issue = v.BaseIssue<unknown>;

/**
 * The first fault of a failed parse as path (`categories[0].indicators[3].rule.threshold`, '' for the whole) and Chinese
 * reason. Inside a union the branch that got furthest is reported.
 */
export function firstFault(issues: readonly [Issue, ...Issue[]]): SchemaFault {
  let [issue] = issues;
  let path = pathOf('', issue);
  for (;;) {
    const inner = furthest(issue);
    if (inner === null) return { path, reason: reasonOf(issue) };
    path = pathOf(path, inner);
    issue = inner;
  }
}

function furthest(issue: Issue): Issue | null {
  let best: Issue | null = null;
  for (const inner of issue.issues ?? []) {
    if ((inner.path?.length ?? 0) > (best?.path?.length ?? 0)) best = inner;
  }
  return best;
}

function pathOf(base: string, issue: Issue): string {
  let path = base;
  for (const { key } of issue.path ?? []) path = childPath(path, key);
  return path;
}

/** One step further: `a.b`, `a[0]`. */
export function childPath(base: string, key: unknown): string {
  if (typeof key === 'number') return `${base}[${key}]`;
  return base === '' ? String(key) : `${base}.${String(key)}`;
}

const REASONS: Readonly<Record<string, string>> = {
  array: '应为列表',
  boolean: '应为 true 或 false',
  check: '内容不符合要求',
  integer: '应为整数',
  iso_date: '应为日期，例如 2024-08-01',
  number: '应为数字',
  object: '应为对象',
  record: '应为对象',
  regex: '写法不符合要求',
  strict_object: '应为对象',
  string: '应为文字',
  union: '类型不符',
};

function reasonOf(issue: Issue): string {
  // The library's own messages are English and begin so; anything else is a schema's own, Chinese wording.
  if (!issue.message.startsWith('Invalid ')) return issue.message;
  if (issue.expected === 'never') return '不认识的键';
  if (issue.received === 'undefined') return '缺少这一项';
  return boundReason(issue) ?? REASONS[issue.type] ?? '内容不符合要求';
}

function boundReason(issue: Issue): string | null {
  const { type, expected } = issue;
  const bound = expected?.replace(/^[<>]=?/, '') ?? '';
  if (type === 'min_length') return bound === '1' ? '不能为空' : `不能少于 ${bound}`;
  if (type === 'max_length') return `长度不能超过 ${bound}`;
  if (type === 'min_value') return `不能小于 ${bound}`;
  if (type === 'max_value') return `不能大于 ${bound}`;
  if (type === 'literal' || type === 'picklist' || type === 'variant') return `应为 ${expected ?? ''}`;
  return null;
}
