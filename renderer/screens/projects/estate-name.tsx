import { useCallback } from 'react';
import type { Estate } from '#shared/facts/schema.ts';
import type { Draft } from '#shared/log/event.ts';
import { registerKey } from '#shared/log/register.ts';
import { profileText } from '#renderer/text/projects-text.ts';
import { textControl } from '#renderer/ui/fields/text-control.ts';
import { useTyping } from '#renderer/ui/fields/use-typing.ts';

/** The name of a 小区; an empty one is not taken. */
export function EstateName({ estate, disabled }: { readonly estate: Estate; readonly disabled: boolean }) {
  const { id } = estate;
  const draftOf = useCallback(
    (text: string): Draft | null => {
      const name = text.trim();
      return name === '' || name.length > 60 ? null : { type: 'estate.set', payload: { id, name, facts: {} } };
    },
    [id],
  );
  const typing = useTyping({ name: registerKey({ of: 'estate', estate: id }), saved: estate.name, draftOf });
  return (
    <input
      className={`line${typing.valid ? '' : ' wrong'}`}
      disabled={disabled}
      maxLength={60}
      aria-label={profileText.estateName}
      {...textControl(typing)}
    />
  );
}
