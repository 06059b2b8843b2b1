import type { Catalogue, Clause } from '#shared/catalogue/schema.ts';
import type { Evidence } from '#shared/facts/schema.ts';
import type { DeviceId } from '#shared/ids.ts';
import type { HistoryEntry } from '#shared/log/fold.ts';
import { registerKey, type AnswerRegister, type Register } from '#shared/log/register.ts';
import { assignmentsOf } from '#shared/log/events.ts';
import { assertNever } from '#shared/result.ts';
import { clauseNumber, figureText } from '#renderer/text/format.ts';
import { indicatorOf } from '#shared/facts/target.ts';
import { recentText, walkText } from '#renderer/text/walk-text.ts';
import { indicatorOfRegister } from './register-indicator.ts';

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

interface Scene {
  readonly catalogue: Catalogue;
  readonly indicator: number;
  /** Names of the 小区 by id. */
  readonly estates: ReadonlyMap<string, string>;
}

/** The changes of one indicator, latest first; values before them are known from the whole history. */
export function changesOf(history: readonly HistoryEntry[], scene: Scene): Change[] {
  const last = new Map<string, unknown>();
  const evidence = new Map<string, Evidence>();
  const changes: Change[] = [];
  for (const { event, draft } of history) {
    if (draft === null) continue;
    if (draft.type === 'evidence.added') evidence.set(draft.payload.evidence.id, draft.payload.evidence);
    for (const { register, value } of assignmentsOf(draft)) {
      if (indicatorOfRegister(register, (id) => evidence.get(id)?.clause) !== scene.indicator) continue;
      const key = registerKey(register);
      const before = last.get(key) ?? null;
      last.set(key, value);
      const { device, author, seq } = event;
      const label = labelOf(register, scene, evidence);
      const base = { key: `${device} ${seq} ${key}`, at: event.hlc.wall, author, device, label };
      changes.push({ ...base, ...wordsOf(register, before, value) });
    }
  }
  return changes.reverse();
}

function labelOf(register: Register, scene: Scene, evidence: ReadonlyMap<string, Evidence>): string {
  switch (register.of) {
    case 'answer':
      return answerLabel(register, scene);
    case 'waiver':
      return recentText.waiver(clauseNumber(register.target));
    case 'override':
      return recentText.override(clauseNumber(register.target));
    case 'narrative':
      return recentText.narrative;
    case 'evidence':
      return recentText.evidence(evidence.get(register.id)?.name ?? '');
    case 'note':
    case 'catalogue':
    case 'profile':
    case 'estate':
    case 'reply':
    case 'status':
      return recentText.note;
    default:
      return assertNever(register);
  }
}

function answerLabel({ clause, estate, field: id, option }: AnswerRegister, { catalogue, estates }: Scene): string {
  const field = clauseOf(catalogue, clause ?? '')?.fields.find((known) => known.id === id);
  const label = option ?? field?.label ?? id;
  return estate === null ? label : recentText.inEstate(label, estates.get(estate) ?? estate);
}

function clauseOf(catalogue: Catalogue, id: string): Clause | undefined {
  return catalogue.categories
    .flatMap((category) => category.indicators)
    .find((indicator) => indicator.no === indicatorOf(id))
    ?.clauses.find((clause) => clause.id === id);
}

function wordsOf(register: Register, before: unknown, after: unknown): Pick<Change, 'before' | 'after'> {
  if (register.of === 'answer') {
    const isBox = register.option !== null;
    return { before: answerWords(before, isBox), after: answerWords(after, isBox) };
  }
  if (register.of === 'evidence') {
    if (after === null) return { before: '', after: recentText.removed };
    return { before: '', after: before === null ? recentText.added : recentText.changed };
  }
  const isEmpty = after === null || after === '';
  if (!isEmpty) return { before: '', after: before === null ? recentText.set : recentText.changed };
  const isJudgement = register.of === 'waiver' || register.of === 'override';
  if (isJudgement) return { before: '', after: recentText.withdrawn };
  return { before: '', after: register.of === 'narrative' ? recentText.rewritten : recentText.cleared };
}

/** An answer in a few characters; a box is there or not, a statement holds or not. */
export function answerWords(value: unknown, isBox: boolean): string {
  if (value === null || value === undefined) return walkText.unknown;
  if (value === true) return isBox ? walkText.yes : walkText.holds;
  if (value === false) return isBox ? walkText.no : walkText.fails;
  if (typeof value === 'number') return figureText(value);
  if (typeof value === 'string') return /^\d/.test(value) ? figureText(value) : value;
  if (Array.isArray(value)) return recentText.listed(value.length);
  const boxes = Object.values(value);
  return recentText.ticked(boxes.filter((box) => box === true).length, boxes.filter((box) => box === false).length);
}
