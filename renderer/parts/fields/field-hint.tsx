import type { ReactNode } from 'react';
import { walkText } from '#renderer/text/walk-text.ts';
import type { TypingControl } from './use-typing.ts';

/** One line under a field: what is wrong, else what helps. */
export function FieldHint({ fault, hint }: { readonly fault: string | null; readonly hint?: string | undefined }) {
  if (fault !== null) return <small className="unmet">{fault}</small>;
  return hint === undefined ? null : <small>{hint}</small>;
}

interface TypingProps {
  /** By which its field refers to what is wrong. */
  readonly id?: string;
  readonly typing: TypingControl;
  readonly hint?: string | undefined;
  /** What else can be done with a text that is not taken. */
  readonly offer?: ReactNode;
}

/** The line under what is typed: what is wrong with it, by how much, and the way back to what is saved. */
export function TypingHint({ id, typing, hint, offer }: TypingProps) {
  const { fault, saved, giveUp } = typing;
  if (fault === null) return <FieldHint fault={null} hint={hint} />;
  return (
    <small id={id} className="unmet" role="alert">
      {fault}
      {offer}
      <button
        type="button"
        className="btn link"
        onClick={({ currentTarget }) => {
          const field = currentTarget
            .closest('.f, .reason, .name, section, form')
            ?.querySelector<HTMLElement>('[data-place]');
          giveUp();
          field?.focus();
        }}
      >
        {walkText.giveUp(shortened(saved))}
      </button>
    </small>
  );
}

/** Enough of a long text to know it by; never half a character. */
function shortened(text: string): string {
  const letters = Array.from(text);
  return letters.length <= 12 ? text : `${letters.slice(0, 12).join('')}…`;
}
