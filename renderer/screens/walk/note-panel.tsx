import { useCallback } from 'react';
import type { Draft } from '#shared/log/event.ts';
import { registerKey } from '#shared/log/register.ts';
import { useInspection, useSession } from '#renderer/stores/context.ts';
import { noteText } from '#renderer/text/walk-text.ts';
import { textControl } from '#renderer/ui/fields/text-control.ts';
import { useTyping } from '#renderer/ui/fields/use-typing.ts';

/** The inspector's own note on the indicator; never published. */
export function NotePanel({ indicator }: { readonly indicator: number }) {
  const saved = useInspection((inspection) => inspection.facts.notes[indicator] ?? '');
  const disabled = useInspection((inspection) => inspection.finalised);
  const name = registerKey({ of: 'note', indicator });
  const pending = useSession((state) => state.unsavedKeys.has(name));
  const draftOf = useCallback(
    (text: string): Draft | null => ({ type: 'note.set', payload: { indicator, text: text.slice(0, 5000) } }),
    [indicator],
  );
  const typing = useTyping({ name, saved, draftOf });
  return (
    <section>
      <h2>{noteText.title}</h2>
      <textarea
        className={`area${pending ? ' pending' : ''}`}
        maxLength={5000}
        disabled={disabled}
        placeholder={noteText.placeholder}
        aria-label={noteText.title}
        {...textControl(typing)}
      />
    </section>
  );
}
