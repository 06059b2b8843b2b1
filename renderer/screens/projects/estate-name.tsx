import { useCallback } from 'react';
import { Estate } from '#shared/facts/schema.ts';
import { registerKey } from '#shared/log/register.ts';
import { profileText } from '#renderer/text/projects-text.ts';
import { TypingHint } from '#renderer/parts/fields/field-hint.tsx';
import { readLineDraft } from '#renderer/parts/fields/read-draft.ts';
import { textControl } from '#renderer/parts/fields/text-control.ts';
import { useTyping, type TypingControl } from '#renderer/parts/fields/use-typing.ts';
import { useInspection, useSession } from '#renderer/stores/context.ts';
import { faultOfEstate, splitEstate, splitEstateWords, twinOf } from './estate-names.ts';

/** The name of a 小区; an empty one is not taken. */
export function EstateName({ estate, disabled }: { readonly estate: Estate; readonly disabled: boolean }) {
  const { id } = estate;
  const read = useCallback(
    (typed: string) =>
      readLineDraft(Estate.entries.name, typed, (name) => ({ type: 'estate.set', payload: { id, name, facts: {} } })),
    [id],
  );
  const typing = useTyping({ name: registerKey({ of: 'estate', estate: id }), saved: estate.name, read, disabled });
  const twin = useInspection(({ facts }) => twinOf(facts.estates, id, typing.text));
  return (
    <div className="name">
      <input
        className={`line${typing.fault === null ? '' : ' wrong'}`}
        disabled={disabled}
        aria-label={profileText.estateName}
        {...textControl(typing)}
      />
      <TypingHint typing={typing} offer={<SplitEstate id={id} typing={typing} />} />
      {twin !== null && typing.fault === null && (
        <small className="und" role="status">
          {profileText.sameName(twin)}
        </small>
      )}
    </div>
  );
}

/** For several lines pasted into one name: a 小区 of each, made as one change. */
function SplitEstate({ id, typing }: { readonly id: string; readonly typing: TypingControl }) {
  const taken = useInspection(({ facts }) => facts.estates);
  const record = useSession((state) => state.record);
  const words = splitEstateWords(typing.text);
  if (words === null) return null;
  const made = splitEstate([...taken.filter((estate) => estate.id !== id), { id, name: typing.text }], id);
  const own = made.slice(taken.length - 1);
  const wrong = own.find(({ name }) => faultOfEstate(name) !== null);
  if (wrong !== undefined) return <span>{faultOfEstate(wrong.name)}</span>;
  const split = () => {
    typing.giveUp();
    void record(own.map(({ id: of, name }) => ({ type: 'estate.set', payload: { id: of, name, facts: {} } })));
  };
  return (
    <button type="button" className="btn link" onClick={split}>
      {words}
    </button>
  );
}
