import { useCallback } from 'react';
import { NoteText } from '#shared/facts/schema.ts';
import { registerKey } from '#shared/log/register.ts';
import { useFrozen, useInspection, useSession } from '#renderer/stores/context.ts';
import { noteText } from '#renderer/text/walk-text.ts';
import { TypingHint } from '#renderer/parts/fields/field-hint.tsx';
import { readDraft } from '#renderer/parts/fields/read-draft.ts';
import { textControl } from '#renderer/parts/fields/text-control.ts';
import { useTyping } from '#renderer/parts/fields/use-typing.ts';

/** The inspector's own note on the indicator; never published. */
export function NotePanel({ indicator }: { readonly indicator: number }) {
  const saved = useInspection((inspection) => inspection.facts.notes[indicator] ?? '');
  const disabled = useFrozen();
  const name = registerKey({ of: 'note', indicator });
  const pending = useSession((state) => state.unsavedKeys.has(name));
  const read = useCallback(
    (note: string) => readDraft(NoteText, note, (text) => ({ type: 'note.set', payload: { indicator, text } })),
    [indicator],
  );
  const typing = useTyping({ name, saved, read, disabled });
  return (
    <section>
      <h2>{noteText.title}</h2>
      <textarea
        className={`area${pending ? ' pending' : ''}`}
        disabled={disabled}
        placeholder={noteText.placeholder}
        aria-label={noteText.title}
        {...textControl(typing)}
      />
      <TypingHint typing={typing} />
    </section>
  );
}
