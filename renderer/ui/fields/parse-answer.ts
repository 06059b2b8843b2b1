import type { Field } from '#shared/catalogue/field-schema.ts';
import type { Answer } from '#shared/facts/schema.ts';
import { invalidText } from '#renderer/text/walk-text.ts';

export type TypedKind = 'count' | 'quantity' | 'rate' | 'text';
export type Parsed = { readonly value: Answer | null } | { readonly fault: string };

/** Full-width figures and thousands separators are what input methods and copied tables bring. */
function plainFigures(text: string): string {
  return text
    .replace(/[０-９．％]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\s,，\u2009]/g, '');
}

const LONGEST_TEXT = 500;

/** What typed text answers; empty text clears the answer. */
export function parseTyped(kind: TypedKind, text: string): Parsed {
  if (kind === 'text') return parseText(text);
  const plain = plainFigures(text);
  if (plain === '') return { value: null };
  switch (kind) {
    case 'count':
      return /^\d{1,15}$/.test(plain) ? { value: Number(plain) } : { fault: invalidText.count };
    case 'quantity':
      return parseQuantity(plain);
    case 'rate': {
      const figures = plain.replace(/%$/, '');
      return /^\d{1,9}(?:\.\d{1,9})?$/.test(figures) ? { value: `${figures}%` } : { fault: invalidText.rate };
    }
  }
}

function parseText(text: string): Parsed {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST_TEXT) return { fault: invalidText.tooLong };
  return { value: trimmed === '' ? null : trimmed };
}

function parseQuantity(plain: string): Parsed {
  if (!/^\d{1,15}(?:\.\d{1,9})?$/.test(plain)) return { fault: invalidText.quantity };
  return { value: plain.includes('.') ? plain : Number(plain) };
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
