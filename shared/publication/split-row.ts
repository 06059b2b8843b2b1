import { SIZE, textEms } from './page-metrics.ts';
import { COLUMN_WIDTHS } from './table-rows.ts';
import type { RowPart } from './table-rows.ts';

/** Good places to interrupt a text, best first: a line end, the end of a sentence, a pause. */
const PAUSES = ['\n', /[。！？；;]/u, /[，、,：:]/u] as const;

/** Lines a text takes in a column: near enough to choose where to cut; the layout measures exactly. */
function lineCount(text: string, width: number): number {
  const perLine = Math.max(1, width / SIZE.table);
  return text.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil(textEms(line) / perLine)), 0);
}

/** Cuts a text after `target` characters or a little earlier, where it pauses. The two pieces joined are the text. */
function cut(text: string, target: number): [string, string] {
  const earliest = Math.floor(target * 0.7);
  for (const pause of PAUSES) {
    for (let at = target; at > earliest; at -= 1) {
      const character = text[at - 1] ?? '';
      if (typeof pause === 'string' ? character === pause : pause.test(character))
        return [text.slice(0, at), text.slice(at)];
    }
  }
  // A surrogate pair must not be torn.
  const at = /[\uD800-\uDBFF]/u.test(text[target - 1] ?? '') ? target - 1 : target;
  return [text.slice(0, Math.max(1, at)), text.slice(Math.max(1, at))];
}

/** Pieces of at most `lines` lines in a column. */
function pieces(text: string, width: number, lines: number): string[] {
  const result: string[] = [];
  let rest = text;
  while (rest !== '' && lineCount(rest, width) > lines) {
    let target = Math.min(rest.length - 1, Math.floor((lines * width) / SIZE.table / 0.56));
    while (target > 1 && lineCount(rest.slice(0, target), width) > lines) target = Math.floor(target * 0.95);
    const [piece, remainder] = cut(rest, Math.max(1, target));
    result.push(piece);
    rest = remainder;
  }
  return rest === '' ? result : [...result, rest];
}

/**
 * Splits a row that no page can hold into parts of about `lines` lines: every text goes on where it stopped, short ones
 * stand in the first part only; notes come last. The name of each further part says （续）.
 */
export function splitRow(row: RowPart, lines: number): RowPart[] {
  const [, , , definitionWidth, requirementWidth, narrativeWidth] = COLUMN_WIDTHS;
  const definition = pieces(row.definition, definitionWidth, lines);
  const requirement = pieces(row.requirement, requirementWidth, lines);
  const narrative = pieces(row.narrative, narrativeWidth, lines);
  const notes = noteParts(row.notes, narrativeWidth, lines);
  const last = narrative.at(-1);
  const joined =
    last !== undefined && lineCount(last, narrativeWidth) + noteLines(notes[0] ?? [], narrativeWidth) <= lines;
  const lead = Math.max(0, narrative.length - (joined ? 1 : 0));
  const count = Math.max(definition.length, requirement.length, narrative.length, lead + notes.length);
  return Array.from({ length: count }, (_, index) => ({
    ...row,
    id: index === 0 ? row.id : `${row.id}.${index + 1}`,
    name: index === 0 ? row.name : `${row.name}（续）`,
    definition: definition[index] ?? '',
    requirement: requirement[index] ?? '',
    narrative: narrative[index] ?? '',
    notes: notes[index - lead] ?? [],
  }));
}

const noteLines = (notes: readonly string[], width: number): number =>
  notes.reduce((sum, note) => sum + lineCount(note, width), 0);

function noteParts(notes: readonly string[], width: number, lines: number): string[][] {
  const parts: string[][] = [];
  for (const note of notes.flatMap((whole) => pieces(whole, width, lines))) {
    const current = parts.at(-1);
    if (current !== undefined && noteLines([...current, note], width) <= lines) current.push(note);
    else parts.push([note]);
  }
  return parts;
}
