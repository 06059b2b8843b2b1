import type { ChangeEvent, FocusEvent, CompositionEvent, KeyboardEvent } from 'react';
import type { TypingControl } from './use-typing.ts';

type TextElement = HTMLInputElement | HTMLTextAreaElement;

/** Ties an input or a text area to its typing. Escape leaves the field, unless it belongs to the input method. */
export function textControl(typing: TypingControl) {
  return {
    value: typing.text,
    onChange: (event: ChangeEvent<TextElement>) => typing.onChange(event.target.value),
    onCompositionStart: typing.onCompositionStart,
    onCompositionEnd: (event: CompositionEvent<TextElement>) => typing.onCompositionEnd(event),
    onBlur: (_event: FocusEvent<TextElement>) => typing.onBlur(),
    onKeyDown: (event: KeyboardEvent<TextElement>) => {
      if (event.key === 'Escape' && !event.nativeEvent.isComposing) event.currentTarget.blur();
    },
  };
}
