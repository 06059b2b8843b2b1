import { useCallback } from 'react';
import { Estate } from '#shared/facts/schema.ts';
import { registerKey } from '#shared/log/register.ts';
import { profileText } from '#renderer/text/projects-text.ts';
import { TypingHint } from '#renderer/ui/fields/field-hint.tsx';
import { readLineDraft } from '#renderer/ui/fields/read-draft.ts';
import { textControl } from '#renderer/ui/fields/text-control.ts';
import { useTyping } from '#renderer/ui/fields/use-typing.ts';

/** The name of a 小区; an empty one is not taken. */
export function EstateName({ estate, disabled }: { readonly estate: Estate; readonly disabled: boolean }) {
  const { id } = estate;
  const read = useCallback(
    (typed: string) =>
      readLineDraft(Estate.entries.name, typed, (name) => ({ type: 'estate.set', payload: { id, name, facts: {} } })),
    [id],
  );
  const typing = useTyping({ name: registerKey({ of: 'estate', estate: id }), saved: estate.name, read, disabled });
  return (
    <div className="name">
      <input
        className={`line${typing.fault === null ? '' : ' wrong'}`}
        disabled={disabled}
        aria-label={profileText.estateName}
        aria-invalid={typing.fault !== null}
        {...textControl(typing)}
      />
      <TypingHint typing={typing} />
    </div>
  );
}
