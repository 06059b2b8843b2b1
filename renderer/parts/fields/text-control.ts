import type { ChangeEvent, ClipboardEvent, FocusEvent, CompositionEvent, KeyboardEvent } from 'react';
import { pasteLine } from './paste-line.ts';
import type { TypingControl } from './use-typing.ts';

type TextElement = HTMLInputElement | HTMLTextAreaElement;

/** Ties an input or a text area to its typing. Escape leaves the field, unless it belongs to the input method. */
export function textControl(typing: TypingControl) {
  return {
    'data-place': typing.name,
    value: typing.text,
    'aria-invalid': typing.fault !== null,
    onChange: (event: ChangeEvent<TextElement>) => typing.onChange(event.target.value),
    onCompositionStart: () => typing.onComposing(true),
    onCompositionEnd: (event: CompositionEvent<TextElement>) => {
      typing.onComposing(false);
      typing.onChange(event.currentTarget.value);
    },
    onPaste: (event: ClipboardEvent<TextElement>) => pasteLine(event),
    onBlur: (_event: FocusEvent<TextElement>) => typing.onBlur(),
    onKeyDown: (event: KeyboardEvent<TextElement>) => {
      if (event.key === 'Escape' && !event.nativeEvent.isComposing) event.currentTarget.blur();
    },
  };
}
