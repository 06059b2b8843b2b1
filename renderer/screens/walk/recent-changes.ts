import * as v from 'valibot';
import type { Catalogue, Clause } from '#shared/catalogue/schema.ts';
import { Evidence } from '#shared/facts/schema.ts';
import type { DeviceId } from '#shared/ids.ts';
import type { HistoryEntry } from '#shared/log/fold.ts';
import { registerKey, type AnswerRegister, type Register } from '#shared/log/register.ts';
import { assignmentsOf } from '#shared/log/events.ts';
import { assertNever } from '#shared/result.ts';
import { clauseNumber, figureText } from '#renderer/text/format.ts';
import { indicatorOf } from '#shared/facts/target.ts';
import { cutText } from '#shared/reading/characters.ts';
import { valueText } from '#renderer/text/conflict-words.ts';
import { recentText, walkText } from '#renderer/text/walk-text.ts';
import { usesFact } from '#renderer/parts/conflicts-of.ts';
import { indicatorOfRegister } from '#renderer/parts/register-indicator.ts';

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
  const isShown = shownIn(scene, (id) => evidence.get(id)?.clause);
  const changes: Change[] = [];
  for (const { event, draft } of history) {
    if (draft === null) continue;
    if (draft.type === 'evidence.added') evidence.set(draft.payload.evidence.id, draft.payload.evidence);
    for (const { register, value } of assignmentsOf(draft)) {
      if (!isShown(register)) continue;
      const key = registerKey(register);
      const known = last.get(key) ?? null;
      last.set(key, value);
      const { device, author, seq } = event;
      const label = labelOf(register, scene, evidence);
      const base = { key: `${device} ${seq} ${key}`, at: event.hlc.wall, author, device, label };
      changes.push({ ...base, ...wordsOf(register, known, value) });
    }
  }
  return changes.reverse();
}

/** Which changes belong to the indicator: its own, and those of the community's and 小区's facts that it judges by. */
function shownIn({ catalogue, indicator: no }: Scene, clauseOfEvidence: (id: string) => string | undefined) {
  const indicator = catalogue.categories.flatMap((category) => category.indicators).find((one) => one.no === no);
  const used = new Map<string, boolean>();
  const isUsed = (register: AnswerRegister): boolean => {
    const key = `${register.estate === null ? 'community' : 'estate'} ${register.field}`;
    const known = used.get(key) ?? (indicator !== undefined && usesFact(catalogue, indicator, register));
    used.set(key, known);
    return known;
  };
  return (register: Register): boolean =>
    register.of === 'answer' && register.clause === null
      ? isUsed(register)
      : indicatorOfRegister(register, clauseOfEvidence) === no;
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
  const facts = estate === null ? catalogue.profileFields : catalogue.estateFields;
  const fields = clause === null ? facts : clauseOf(catalogue, clause)?.fields;
  const label = option ?? fields?.find((known) => known.id === id)?.label ?? id;
  return estate === null ? label : recentText.inEstate(label, estates.get(estate) ?? estate);
}

function clauseOf(catalogue: Catalogue, id: string): Clause | undefined {
  return catalogue.categories
    .flatMap((category) => category.indicators)
    .find((indicator) => indicator.no === indicatorOf(id))
    ?.clauses.find((clause) => clause.id === id);
}

type Words = Pick<Change, 'before' | 'after'>;

function wordsOf(register: Register, before: unknown, after: unknown): Words {
  switch (register.of) {
    case 'answer': {
      const isBox = register.option !== null;
      return { before: answerWords(before, isBox), after: answerWords(after, isBox) };
    }
    case 'evidence':
      return evidenceWords(before, after);
    case 'waiver':
    case 'override':
      return { before: before === null ? '' : quoted(before, register), after: judgementWords(after, register) };
    case 'narrative':
      return { before: narrativeWords(before, register), after: narrativeWords(after, register) };
    default:
      return { before: quoted(before, register), after: quoted(after, register) };
  }
}

const judgementWords = (value: unknown, register: Register): string =>
  value === null ? recentText.withdrawn : quoted(value, register);

const narrativeWords = (value: unknown, register: Register): string =>
  value === null ? recentText.generated : quoted(value, register);

/** As much of a text as two of them have room for in the panel; whole characters. */
const SHOWN = 40;

function quoted(value: unknown, register: Register): string {
  const text = valueText(value, register).replaceAll(/\s+/g, ' ');
  const short = cutText(text, SHOWN);
  return short === text ? text : `${short}…`;
}

/** Of a piece that was changed, what of it: where it belongs, or what is said of it. */
function evidenceWords(before: unknown, after: unknown): Words {
  const [was, is] = [before, after].map((value) => v.safeParse(Evidence, value));
  if (is?.success !== true) return { before: '', after: recentText.removed };
  if (was?.success !== true) return { before: '', after: recentText.added };
  const [from, to] = [was.output, is.output];
  if (from.clause !== to.clause) return { before: clauseNumber(from.clause), after: clauseNumber(to.clause) };
  return { before: recentText.caption(from.caption ?? ''), after: recentText.caption(to.caption ?? '') };
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
