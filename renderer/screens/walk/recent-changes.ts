import type { Catalogue, Clause } from '#shared/catalogue/schema.ts';
import type { DeviceId } from '#shared/ids.ts';
import type { HistoryEntry } from '#shared/log/fold.ts';
import { assignmentsOf, registerKey, type Register } from '#shared/log/register.ts';
import { clauseNumber, figureText, indicatorOf } from '#renderer/text/format.ts';
import { recentText, walkText } from '#renderer/text/walk-text.ts';

/** One change as a person tells it. */
export interface Change {
  readonly key: string;
  readonly at: number;
  readonly author: string;
  readonly device: DeviceId;
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** The changes of one indicator, latest first; values before them are known from the whole history. */
export function changesOf(history: readonly HistoryEntry[], catalogue: Catalogue, indicator: number): Change[] {
  const last = new Map<string, unknown>();
  const changes: Change[] = [];
  for (const { event, draft } of history) {
    if (draft === null) continue;
    for (const { register, value } of assignmentsOf(draft)) {
      if (indicatorOfRegister(register) !== indicator) continue;
      const key = registerKey(register);
      const before = last.get(key) ?? null;
      last.set(key, value);
      const label = labelOf(register, catalogue);
      const { device, author, seq } = event;
      const base = { key: `${device} ${seq} ${key}`, at: event.hlc.wall, author, device, label };
      changes.push({ ...base, ...wordsOf(register, before, value) });
    }
  }
  return changes.reverse();
}

function indicatorOfRegister(register: Register): number | null {
  switch (register.of) {
    case 'answer':
      return register.clause === null ? null : indicatorOf(register.clause);
    case 'narrative':
    case 'note':
      return register.indicator;
    case 'waiver':
    case 'override':
      return indicatorOf(register.target);
    default:
      return null;
  }
}

function labelOf(register: Register, catalogue: Catalogue): string {
  switch (register.of) {
    case 'answer': {
      const field = clauseOf(catalogue, register.clause ?? '')?.fields.find((known) => known.id === register.field);
      return register.option ?? field?.label ?? register.field;
    }
    case 'waiver':
      return recentText.waiver(clauseNumber(register.target));
    case 'override':
      return recentText.override(clauseNumber(register.target));
    case 'narrative':
      return recentText.narrative;
    default:
      return recentText.note;
  }
}

function clauseOf(catalogue: Catalogue, id: string): Clause | undefined {
  return catalogue.categories
    .flatMap((category) => category.indicators)
    .find((indicator) => indicator.no === indicatorOf(id))
    ?.clauses.find((clause) => clause.id === id);
}

function wordsOf(register: Register, before: unknown, after: unknown): Pick<Change, 'before' | 'after'> {
  if (register.of === 'answer') return { before: answerWords(before), after: answerWords(after) };
  const isEmpty = after === null || after === '';
  if (isEmpty) return { before: '', after: recentText.cleared };
  return { before: '', after: before === null ? recentText.set : recentText.changed };
}

/** An answer in a few characters. */
export function answerWords(value: unknown): string {
  if (value === null || value === undefined) return walkText.unknown;
  if (typeof value === 'boolean') return value ? walkText.yes : walkText.no;
  if (typeof value === 'number') return figureText(value);
  if (typeof value === 'string') return /^\d/.test(value) ? figureText(value) : value;
  if (Array.isArray(value)) return recentText.listed(value.length);
  const boxes = Object.values(value);
  return recentText.ticked(boxes.filter((box) => box === true).length, boxes.filter((box) => box === false).length);
}
