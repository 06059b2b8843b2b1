import { useCallback, useState } from 'react';
import { readLine } from '#shared/facts/one-line.ts';
import { useSession } from '#renderer/stores/context.ts';
import { otherKey } from '#renderer/stores/typed-keys.ts';
import { addressKey, answerDraft, type Address } from './address.ts';
import type { LineText } from './line-text.tsx';
import { checkedDraft, type DraftRead } from './read-draft.ts';
import { useTyping } from './use-typing.ts';
import { OptionName } from '#shared/catalogue/field-schema.ts';

/** The name of a further box of a checklist, typed like any other text; blank it is given up. */
export function useOtherBox(
  address: Address,
  disabled: boolean,
): { readonly line: LineText | null; readonly open: () => void } {
  const name = otherKey(addressKey(address));
  const [naming, setNaming] = useState(false);
  const kept = useSession((state) => state.typed[name] !== undefined);
  const { clause, estate, field } = address;
  const read = useCallback(
    (text: string): DraftRead => {
      const label = readLine(OptionName, text);
      return 'fault' in label ? label : checkedDraft(answerDraft({ clause, estate, field }, true, label.value));
    },
    [clause, estate, field],
  );
  const typing = useTyping({ name, saved: '', read, disabled, once: true });
  const shut = () => setNaming(false);
  const line: LineText = {
    name,
    text: typing.text,
    fault: typing.text.trim() === '' ? null : typing.fault,
    onType: typing.onChange,
    onComposing: typing.onComposing,
    onLeave: () => {
      if (typing.text.trim() === '') typing.giveUp();
      else typing.onBlur();
      shut();
    },
    giveUp: () => {
      typing.giveUp();
      shut();
    },
  };
  return { line: naming || kept ? line : null, open: () => setNaming(true) };
}
