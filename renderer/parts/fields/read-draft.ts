import * as v from 'valibot';
import { readLine } from '#shared/facts/one-line.ts';
import { readText, type TextSchema } from '#shared/facts/read-text.ts';
import { Draft } from '#shared/log/events.ts';
import { firstFault } from '#shared/schema-fault.ts';
import { answerDraft, type Address } from './address.ts';
import { parseTyped, type TypedKind } from './parse-answer.ts';

/** The change that a text would be, or in words why it is none. */
export type DraftRead = { readonly draft: Draft } | { readonly fault: string };

/** The change as the log takes it: whatever a field yields has passed the log's own schema. */
export function checkedDraft(draft: Draft): DraftRead {
  const parsed = v.safeParse(Draft, draft);
  return parsed.success ? { draft: parsed.output } : { fault: firstFault(parsed.issues).reason };
}

/** Reads a text by its schema and makes a change of it. */
export function readDraft(schema: TextSchema, text: string, draftOf: (text: string) => Draft): DraftRead {
  const read = readText(schema, text);
  return 'fault' in read ? read : checkedDraft(draftOf(read.value));
}

interface TypedField {
  readonly kind: TypedKind;
  /** The unit that may stand behind a figure. */
  readonly unit?: string | undefined;
}

/** Reads a typed answer and makes a change of it. */
export function readAnswer({ kind, unit }: TypedField, address: Address, text: string): DraftRead {
  const parsed = parseTyped(kind, text, unit);
  return 'fault' in parsed ? parsed : checkedDraft(answerDraft(address, parsed.value));
}

/** Reads a text of one line by its schema and makes a change of it. */
export function readLineDraft(schema: TextSchema, text: string, draftOf: (text: string) => Draft): DraftRead {
  const read = readLine(schema, text);
  return 'fault' in read ? read : checkedDraft(draftOf(read.value));
}
