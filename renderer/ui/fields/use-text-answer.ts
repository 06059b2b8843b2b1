import { useCallback } from 'react';
import { addressKey, answerDraft, useAnswer, type Address } from './address.ts';
import { parseTyped, typedOf } from './parse-answer.ts';
import { useTyping } from './use-typing.ts';

/** An answer in words, as it is typed. */
export function useTextAnswer(address: Address) {
  const answer = useAnswer(address);
  const { clause, estate, field } = address;
  const draftOf = useCallback(
    (text: string) => {
      const parsed = parseTyped('text', text);
      return 'fault' in parsed ? null : answerDraft({ clause, estate, field }, parsed.value);
    },
    [clause, estate, field],
  );
  const typing = useTyping({ name: addressKey(address), saved: typedOf('text', answer), draftOf });
  const parsed = parseTyped('text', typing.text);
  return { typing, fault: 'fault' in parsed ? parsed.fault : null };
}
