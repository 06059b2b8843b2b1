import { useCallback } from 'react';
import { addressKey, useAnswer, type Address } from './address.ts';
import { typedOf } from './parse-answer.ts';
import { readAnswer } from './read-draft.ts';
import { useTyping, type TypingControl } from './use-typing.ts';

/** An answer in words, as it is typed. */
export function useTextAnswer(address: Address, disabled: boolean): TypingControl {
  const answer = useAnswer(address);
  const { clause, estate, field } = address;
  const read = useCallback(
    (text: string) => readAnswer({ kind: 'text' }, { clause, estate, field }, text),
    [clause, estate, field],
  );
  return useTyping({ name: addressKey(address), saved: typedOf('text', answer), read, disabled });
}
