import type { ChangeEvent, ClipboardEvent } from 'react';
import { readLine } from '#shared/facts/one-line.ts';
import { readText, type TextSchema } from '#shared/facts/read-text.ts';
import { useForms } from '#renderer/stores/context.ts';
import { keptText } from '#renderer/stores/kept-forms.ts';
import { pasteLine } from './paste-line.ts';

type TextElement = HTMLInputElement | HTMLTextAreaElement;

interface Options {
  /** Which form, and which text of it. */
  readonly form: string;
  readonly field: string;
  /** What stands in the field while nothing was typed. */
  readonly initial: string;
  readonly schema: TextSchema;
  /** More than one line may be written. */
  readonly lines?: boolean;
  /** Nothing has to be written. */
  readonly optional?: boolean;
}

export interface FormText {
  readonly text: string;
  /** The text as it may be submitted; null: it may not. */
  readonly value: string | null;
  /** What is wrong with a text that is written; null: nothing, or nothing is written. */
  readonly fault: string | null;
  /** For the input or the text area. */
  readonly control: {
    readonly value: string;
    readonly onChange: (event: ChangeEvent<TextElement>) => void;
    readonly onPaste: (event: ClipboardEvent<TextElement>) => void;
    readonly 'aria-invalid': boolean;
  };
}

/** A text of a form: kept with every keystroke until the form is submitted, read by the schema of what it becomes. */
export function useFormText({ form, field, initial, schema, lines = false, optional = false }: Options): FormText {
  const text = useForms((state) => keptText(state, form, field)) ?? initial;
  const keep = useForms((state) => state.keep);
  const blank = text.trim() === '';
  const read = lines ? readText(schema, text) : readLine(schema, text);
  const fault = !blank && 'fault' in read ? read.fault : null;
  return {
    text,
    value: blank ? (optional ? '' : null) : 'fault' in read ? null : read.value,
    fault,
    control: {
      value: text,
      onChange: (event) => keep(form, field, event.target.value),
      onPaste: pasteLine,
      'aria-invalid': fault !== null,
    },
  };
}
