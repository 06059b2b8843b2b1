import * as v from 'valibot';
import type { FieldOf } from '#shared/catalogue/field-schema.ts';
import { hasMarks, markedCells, readLine } from '#shared/facts/one-line.ts';
import { Entry, type Answer } from '#shared/facts/schema.ts';
import { sameJson } from '#shared/log/canonical.ts';
import { boxesOf } from '#shared/facts/boxes.ts';
import { cellText, walkText } from '#renderer/text/walk-text.ts';
import { isTyped, parseTyped } from './parse-answer.ts';
import { OptionName } from '#shared/catalogue/field-schema.ts';

/** The part of a row that a text is about: its name, one of its answers, a further box of one of its checklists. */
export type RowPart = 'name' | `answer ${string}` | `other ${string}`;

/** A row of a list on screen. It keeps its id whatever its name becomes and wherever it moves. */
export interface Row {
  readonly id: string;
  /** What is recorded; null: nothing of it yet. */
  readonly entry: Entry | null;
  /** Texts in it that are not recorded, by part. */
  readonly typed: Readonly<Record<string, string>>;
}

/** A list on screen: its rows, and the text in the row for a further one. */
export interface Rows {
  readonly rows: readonly Row[];
  readonly fresh: string;
  /** For the ids of rows to come. */
  readonly next: number;
}

const Kept = v.strictObject({
  rows: v.array(
    v.strictObject({ at: v.number(), name: v.nullable(v.string()), typed: v.record(v.string(), v.string()) }),
  ),
  fresh: v.string(),
});

/** The recorded entries as rows, with the texts that were kept for them. */
export function rowsOf(entries: readonly Entry[], kept: string | undefined): Rows {
  const rows = entries.map((entry, at): Row => ({ id: `r${at}`, entry, typed: {} }));
  const bare = { rows, fresh: '', next: entries.length };
  const read = kept === undefined ? null : v.safeParse(v.pipe(v.string(), v.parseJson(), Kept), kept);
  if (read === null || !read.success) return bare;
  const { rows: left, fresh } = read.output;
  return left.reduce((list: Rows, one) => putBack(list, one), { ...bare, fresh });
}

type KeptRow = v.InferOutput<typeof Kept>['rows'][number];

/** A row's texts back into it; where its entry is gone they make a row of their own, so that they are not lost. */
function putBack(list: Rows, { at, name, typed }: KeptRow): Rows {
  const isIt = (row: Row | undefined) => row?.entry !== null && row?.entry.name === name;
  const same = list.rows[at];
  const found = isIt(same) ? same : list.rows.find(isIt);
  if (found === undefined) return withRow(list, name === null ? typed : { name, ...typed });
  return { ...list, rows: list.rows.map((row) => (row === found ? { ...row, typed } : row)) };
}

function withRow(list: Rows, typed: Row['typed'], entry: Entry | null = null): Rows {
  const row: Row = { id: `r${list.next}`, entry, typed };
  return { ...list, rows: [...list.rows, row], next: list.next + 1 };
}

/** What is to be kept of the list: the texts in it; null: there are none. */
export function keptOf({ rows, fresh }: Rows): string | null {
  const left = rows.flatMap(({ entry, typed }, at): KeptRow[] =>
    Object.keys(typed).length === 0 ? [] : [{ at, name: entry?.name ?? null, typed }],
  );
  return left.length === 0 && fresh === '' ? null : JSON.stringify({ rows: left, fresh });
}

/** The rows after the recorded entries have become others, here or elsewhere: each stays itself as far as can be told. */
export function followEntries(list: Rows, entries: readonly Entry[]): Rows {
  const free = new Set(list.rows.filter((row) => row.entry !== null));
  const take = (fits: (row: Row, at: number) => boolean): Row | undefined => {
    const found = [...free].find((row) => fits(row, list.rows.indexOf(row)));
    if (found !== undefined) free.delete(found);
    return found;
  };
  const passes: readonly ((entry: Entry, at: number) => (row: Row, was: number) => boolean)[] = [
    (entry) => (row) => sameJson(row.entry, entry),
    (entry) => (row) => row.entry?.name === entry.name,
    (_entry, at) => (_row, was) => was === at,
  ];
  const known = new Map<number, Row>();
  for (const pass of passes)
    for (const [at, entry] of entries.entries()) {
      const row = known.has(at) ? undefined : take(pass(entry, at));
      if (row !== undefined) known.set(at, row);
    }
  const seen = entries.reduce(
    (made: Rows, entry, at): Rows => {
      const row = known.get(at);
      return row === undefined ? withRow(made, {}, entry) : { ...made, rows: [...made.rows, { ...row, entry }] };
    },
    { ...list, rows: [] },
  );
  const gone = [...free].filter((row) => Object.keys(row.typed).length > 0);
  const unrecorded = list.rows.filter((row) => row.entry === null);
  const left = gone.map((row): Row => ({ ...row, entry: null, typed: { name: row.entry?.name ?? '', ...row.typed } }));
  return { ...seen, rows: [...seen.rows, ...unrecorded, ...left] };
}

/** A text of a row, as it is typed. */
export function typeIn(list: Rows, id: string, part: RowPart, text: string): Rows {
  return {
    ...list,
    rows: list.rows.map((row) => (row.id === id ? { ...row, typed: { ...row.typed, [part]: text } } : row)),
  };
}

/** Gives up a text of a row; a row of which nothing is recorded goes with its name. */
export function giveUp(list: Rows, id: string, part: RowPart): Rows {
  return {
    ...list,
    rows: list.rows.flatMap((row) => {
      if (row.id !== id) return [row];
      if (row.entry === null && part === 'name') return [];
      return [{ ...row, typed: without(row.typed, part) }];
    }),
  };
}

/** Splits a name of several lines into a row each, the first in its own row; further cells go into the row's typed answers. */
export function splitName(field: FieldOf<'entries'>, list: Rows, id: string | null, text: string): Rows {
  const [first, ...others] = namedLines(text).map((cells) => typedCells(field, cells));
  if (first === undefined) return list;
  const begun =
    id === null
      ? withRow({ ...list, fresh: '' }, first)
      : {
          ...list,
          rows: list.rows.map((row) => (row.id === id ? { ...row, typed: { ...row.typed, ...first } } : row)),
        };
  return others.reduce((made: Rows, typed) => withRow(made, typed), begun);
}

/** The lines of a pasted table that begin with a name. */
const namedLines = (text: string): readonly (readonly string[])[] =>
  markedCells(text).filter(([name = '']) => name !== '');

/** A row's texts from the cells of a line: its name, then its typed answers in their order; blank cells are none. */
function typedCells(field: FieldOf<'entries'>, [name = '', ...cells]: readonly string[]): Row['typed'] {
  const answers = field.fields.filter(isTyped).flatMap(({ id }, at): [RowPart, string][] => {
    const cell = cells[at] ?? '';
    return cell === '' ? [] : [[`answer ${id}`, cell]];
  });
  return { name, ...Object.fromEntries(answers) };
}

/** What a pasted table would make of a list's name, in words: how many rows, which columns go where, which nowhere. */
export function splitWords(field: FieldOf<'entries'>, text: string): string | null {
  const lines = namedLines(text);
  const names = lines.map(([name = '']) => name);
  const [first] = names;
  if (first === undefined || !hasMarks(text)) return null;
  const columns = Math.max(...lines.map((cells) => cells.findLastIndex((cell) => cell !== '') + 1)) - 1;
  const labels = field.fields
    .filter(isTyped)
    .slice(0, columns)
    .map(({ label }) => label);
  return [
    names.length > 1 ? walkText.split(names.length, names.slice(0, 3).join('、')) : cellText.first(first),
    ...labels.map((label, at) => cellText.column(at + 2, label)),
    ...(columns > labels.length ? [cellText.unused(columns - labels.length)] : []),
  ].join('，');
}

/** What is wrong with a text of a row; null: nothing. */
export function faultIn(field: FieldOf<'entries'>, part: RowPart, text: string): string | null {
  const read = readPart(field, part, text);
  return 'fault' in read ? read.fault : null;
}

type PartRead = { readonly value: Answer | null } | { readonly fault: string };

function readPart(field: FieldOf<'entries'>, part: RowPart, text: string): PartRead {
  const [kind, id = ''] = part.split(' ');
  if (kind === 'name') return readLine(Entry.entries.name, text);
  if (kind === 'other') return text.trim() === '' ? { value: null } : readLine(OptionName, text);
  const of = field.fields.find((candidate): boolean => candidate.id === id);
  return of !== undefined && isTyped(of)
    ? parseTyped(of.kind, text, 'unit' in of ? of.unit : undefined)
    : { value: null };
}

/** The entries with every text taken in that is a valid one, and the list with the texts that are not. */
export function settle(field: FieldOf<'entries'>, list: Rows): { readonly entries: Entry[]; readonly list: Rows } {
  const withFresh = takeFresh(list);
  const rows = withFresh.rows.flatMap((row) => settleRow(field, row));
  return { entries: rows.flatMap(({ entry }) => entry ?? []), list: { ...withFresh, rows } };
}

function takeFresh(list: Rows): Rows {
  if (list.fresh.trim() === '') return { ...list, fresh: '' };
  const read = readLine(Entry.entries.name, list.fresh);
  return 'fault' in read ? list : withRow({ ...list, fresh: '' }, {}, { name: read.value, answers: {} });
}

function settleRow(field: FieldOf<'entries'>, row: Row): Row[] {
  const name = row.typed['name'];
  // A row that was never more than blanks is none.
  if (row.entry === null && (name ?? '').trim() === '') return [];
  let { entry, typed } = row;
  for (const part of partsOf(row.typed)) {
    const read = readPart(field, part, row.typed[part] ?? '');
    const next = 'fault' in read ? null : withPart(entry, part, read.value);
    if (next === null) continue;
    entry = next;
    typed = without(typed, part);
  }
  return [{ ...row, entry, typed }];
}

/** The name first: without one there is no entry that the others could go into. */
function partsOf(typed: Row['typed']): readonly RowPart[] {
  return Object.keys(typed)
    .filter((part): part is RowPart => part === 'name' || /^(?:answer|other) /.test(part))
    .toSorted((a, b) => Number(b === 'name') - Number(a === 'name'));
}

function withPart(entry: Entry | null, part: RowPart, value: Answer | null): Entry | null {
  if (part === 'name') return typeof value === 'string' ? { answers: {}, ...entry, name: value } : null;
  if (entry === null || Array.isArray(value)) return null;
  const [kind, id = ''] = part.split(' ');
  if (kind === 'answer') return withAnswer(entry, id, value);
  return typeof value === 'string' ? withAnswer(entry, id, withBoxes(entry.answers[id], { [value]: true })) : entry;
}

/** An entry with one of its answers set (null: unanswered again). */
export function withAnswer(entry: Entry, id: string, value: Exclude<Answer, Entry[]> | null): Entry {
  const others = Object.entries(entry.answers).filter(([key]) => key !== id);
  return { ...entry, answers: Object.fromEntries(value === null ? others : [...others, [id, value]]) };
}

/** A checklist answer with some boxes set (null: unanswered again). */
export function withBoxes(value: unknown, boxes: Readonly<Record<string, boolean | null>>): Record<string, boolean> {
  const merged = { ...boxesOf(value), ...boxes };
  return Object.fromEntries(
    Object.entries(merged).flatMap(([label, box]) => (typeof box === 'boolean' ? [[label, box] as const] : [])),
  );
}

function without(typed: Row['typed'], part: string): Row['typed'] {
  return Object.fromEntries(Object.entries(typed).filter(([key]) => key !== part));
}
