import { useDeferredValue, useRef, useState, type ChangeEvent, type CompositionEvent } from 'react';

/**
 * A box in which something is looked for; what is typed there is kept nowhere. What an input method is still composing is
 * no search yet: what was found stays.
 */
export function useSearch() {
  const [query, setQuery] = useState('');
  const [searched, setSearched] = useState('');
  const composing = useRef(false);
  const type = (text: string) => {
    setQuery(text);
    if (!composing.current) setSearched(text);
  };
  return {
    /** What stands in the box. */
    query,
    /** What is looked for; it may lag behind the keys. */
    searched: useDeferredValue(searched),
    type,
    control: {
      value: query,
      onChange: (event: ChangeEvent<HTMLInputElement>) => type(event.target.value),
      onCompositionStart: () => {
        composing.current = true;
      },
      onCompositionEnd: (event: CompositionEvent<HTMLInputElement>) => {
        composing.current = false;
        type(event.currentTarget.value);
      },
    },
  };
}
