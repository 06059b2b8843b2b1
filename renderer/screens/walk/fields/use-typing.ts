import { useCallback, useEffect, useRef, useState, type CompositionEvent } from 'react';
import type { Draft } from '#shared/log/event.ts';
import { useSession } from '#renderer/stores/context.ts';

/** A pause of this length means the writer has finished a thought. */
const PAUSE = 400;

interface Typing {
  /** Register key of what is written. */
  readonly name: string;
  /** The text that stands for the saved value. */
  readonly saved: string;
  /** The change that the text would be; null while it is not a valid one. */
  readonly draftOf: (text: string) => Draft | null;
}

interface TypingControl {
  readonly text: string;
  readonly valid: boolean;
  readonly onChange: (text: string) => void;
  readonly onCompositionStart: () => void;
  readonly onCompositionEnd: (event: CompositionEvent<HTMLInputElement | HTMLTextAreaElement>) => void;
  readonly onBlur: () => void;
  /** Records at once, without waiting for a pause. */
  readonly onCommit: (text: string) => void;
}

/**
 * Text on its way to becoming a change: kept as a draft with every keystroke, recorded after a pause or when the field
 * is left, never while an input method is composing.
 */
export function useTyping({ name, saved, draftOf }: Typing): TypingControl {
  const record = useSession((state) => state.record);
  const keepTyping = useSession((state) => state.keepTyping);
  const dropTyping = useSession((state) => state.dropTyping);
  const kept = useSession((state) => state.typed[name]);
  const [local, setLocal] = useState<string | null>(null);
  const [dirty, setDirty] = useState(false);
  const composing = useRef(false);
  const timer = useRef(0);
  const text = local ?? kept ?? saved;

  const commit = useCallback(
    (value: string, leaving: boolean) => {
      clearTimeout(timer.current);
      const draft = draftOf(value);
      if (draft === null) return;
      setDirty(false);
      if (leaving) setLocal(null);
      if (value === saved) dropTyping(name);
      else void record([draft]);
    },
    [draftOf, dropTyping, name, record, saved],
  );
  const latest = useRef({ commit, text, dirty });
  useEffect(() => {
    latest.current = { commit, text, dirty };
  });
  // Leaving the indicator must not lose the last keystrokes.
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      if (latest.current.dirty) latest.current.commit(latest.current.text, true);
    },
    [name],
  );

  const type = (value: string) => {
    setLocal(value);
    setDirty(true);
    clearTimeout(timer.current);
    if (composing.current) return;
    keepTyping(name, value, draftOf(value));
    timer.current = window.setTimeout(() => latest.current.commit(value, false), PAUSE);
  };
  return {
    text,
    valid: draftOf(text) !== null,
    onChange: type,
    onCompositionStart: () => {
      composing.current = true;
      clearTimeout(timer.current);
    },
    onCompositionEnd: (event) => {
      composing.current = false;
      type(event.currentTarget.value);
    },
    onBlur: () => {
      if (dirty) commit(text, true);
      else if (draftOf(text) !== null) setLocal(null);
    },
    onCommit: (value) => commit(value, true),
  };
}
