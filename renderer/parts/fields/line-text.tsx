import type { ChangeEvent, ClipboardEvent, CompositionEvent, KeyboardEvent } from 'react';
import { walkText } from '#renderer/text/walk-text.ts';
import { pasteLine } from './paste-line.ts';

/** A line of text whose keeping and recording is its owner's business: a row of a list, a name of a form. */
export interface LineText {
  /** Key of what is kept, by which a jump finds the field. */
  readonly name: string;
  readonly text: string;
  readonly fault: string | null;
  readonly onType: (text: string) => void;
  readonly onComposing: (composing: boolean) => void;
  readonly onLeave: () => void;
  /** Puts back what is recorded. */
  readonly giveUp: () => void;
}

/** Ties an input to its line. Enter takes the text, Escape leaves it as it is, neither while an input method composes. */
export function lineControl(line: LineText) {
  return {
    'data-place': line.name,
    value: line.text,
    'aria-invalid': line.fault !== null,
    onChange: (event: ChangeEvent<HTMLInputElement>) => line.onType(event.target.value),
    onCompositionStart: () => line.onComposing(true),
    onCompositionEnd: (event: CompositionEvent<HTMLInputElement>) => {
      line.onComposing(false);
      line.onType(event.currentTarget.value);
    },
    onBlur: line.onLeave,
    onPaste: (event: ClipboardEvent<HTMLInputElement>) => pasteLine(event),
    onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
      if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
        event.preventDefault();
        line.onLeave();
      }
    },
  };
}

/** What is offered for a text of several lines or cells: in words, null where nothing is, and how it is done. */
export interface SplitOffer {
  readonly words: (text: string) => string | null;
  readonly onSplit: (text: string) => void;
}

interface FaultProps {
  /** By which its field refers to it. */
  readonly id: string;
  readonly line: LineText;
  readonly offer: SplitOffer | null;
}

/** What is wrong with a line, the way back, and for several lines the offer to make an entry of each. */
export function LineFault({ id, line, offer }: FaultProps) {
  const words = offer?.words(line.text) ?? null;
  return (
    <small id={id} className="unmet" role="alert">
      {line.fault}
      {words !== null && (
        <button type="button" className="btn link" onClick={() => offer?.onSplit(line.text)}>
          {words}
        </button>
      )}
      <button type="button" className="btn link" onClick={line.giveUp}>
        {walkText.giveUp('')}
      </button>
    </small>
  );
}
