import type { ChangeEvent, ClipboardEvent } from 'react';
import { pasteLine } from './paste-line.ts';

type TextElement = HTMLInputElement | HTMLTextAreaElement;

/** What ties an input or a text area to a text of a form. */
export interface FormControl {
  readonly value: string;
  readonly onChange: (event: ChangeEvent<TextElement>) => void;
  readonly onPaste: (event: ClipboardEvent<TextElement>) => void;
  readonly 'aria-invalid': boolean;
}

/** Ties an input or a text area to a text of a form; `fault`: what is wrong with it. */
export function formControl(text: string, fault: string | null, onType: (text: string) => void): FormControl {
  return {
    value: text,
    onChange: (event) => onType(event.target.value),
    onPaste: pasteLine,
    'aria-invalid': fault !== null,
  };
}
