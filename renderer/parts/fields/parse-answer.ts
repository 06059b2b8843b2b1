import type { Field } from '#shared/catalogue/field-schema.ts';
import { hasMarks } from '#shared/facts/one-line.ts';
import { readText } from '#shared/facts/read-text.ts';
import { FreeText, type Answer } from '#shared/facts/schema.ts';
import { readFigure } from '#shared/reading/read-figure.ts';
import { figureFaultText, invalidText } from '#renderer/text/walk-text.ts';

export type TypedKind = 'count' | 'quantity' | 'rate' | 'text';
export type Parsed = { readonly value: Answer | null } | { readonly fault: string };

/**
 * What typed text answers; empty text clears the answer. `unit` may stand behind a figure. What cannot be read for
 * certain is a fault that says what to write instead.
 */
export function parseTyped(kind: TypedKind, text: string, unit?: string): Parsed {
  if (kind === 'text') return parseText(text);
  const figure = readFigure(text, { kind, unit });
  if (figure.ok) return { value: valueOf(kind, figure.value) };
  return figure.error.code === 'empty' ? { value: null } : { fault: figureFaultText(figure.error.code, kind) };
}

function valueOf(kind: Exclude<TypedKind, 'text'>, figure: string): Answer {
  if (kind === 'rate') return `${figure}%`;
  return kind === 'count' || !figure.includes('.') ? Number(figure) : figure;
}

function parseText(text: string): Parsed {
  if (hasMarks(text)) return { fault: invalidText.lines };
  const read = readText(FreeText, text.trim());
  return 'fault' in read ? read : { value: read.value === '' ? null : read.value };
}

/** An answer as it stands in its input. */
export function typedOf(kind: TypedKind, value: Answer | null): string {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return '';
  return kind === 'rate' ? value.replace(/%$/, '') : value;
}

/** Whether a field is answered by typing. */
export function isTyped(field: Field): field is Extract<Field, { kind: TypedKind }> {
  return field.kind === 'count' || field.kind === 'quantity' || field.kind === 'rate' || field.kind === 'text';
}
