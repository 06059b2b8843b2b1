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

export interface TypingControl {
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
export function useTyping(typing: Typing): TypingControl {
  const { name, saved, draftOf } = typing;
  const kept = useSession((state) => state.typed[name]);
  const keepTyping = useSession((state) => state.keepTyping);
  const [local, setLocal] = useState<string | null>(null);
  const composing = useRef(false);
  const text = local ?? kept ?? saved;
  const { change, commit, leave, end } = usePause(typing);

  const type = (value: string) => {
    setLocal(value);
    if (!composing.current) keepTyping(name, value, draftOf(value));
    change(value, composing.current);
  };
  const settle = (value: string) => {
    if (commit(value)) setLocal(null);
    end();
  };
  return {
    text,
    valid: draftOf(text) !== null,
    onChange: type,
    onCompositionStart: () => {
      composing.current = true;
    },
    onCompositionEnd: (event) => {
      composing.current = false;
      type(event.currentTarget.value);
    },
    onBlur: () => {
      if (leave()) setLocal(null);
      end();
    },
    onCommit: settle,
  };
}

/** Turns the latest text into a change: after a pause, on leaving, and when its field disappears. */
function usePause({ name, saved, draftOf }: Typing) {
  const record = useSession((state) => state.record);
  const dropTyping = useSession((state) => state.dropTyping);
  const timer = useRef(0);
  /** Text not yet recorded; null: none. */
  const open = useRef<string | null>(null);
  /** One stay in the field: what is typed in it, whatever the pauses, is taken back as one. */
  const stretch = useRef<object>({});

  const commit = useCallback(
    (value: string): boolean => {
      clearTimeout(timer.current);
      const draft = draftOf(value);
      if (draft === null) return false;
      open.current = null;
      if (value === saved) dropTyping(name);
      else void record([draft], stretch.current);
      return true;
    },
    [draftOf, dropTyping, name, record, saved],
  );
  const latest = useRef(commit);
  useEffect(() => {
    latest.current = commit;
  });
  useEffect(() => {
    // Leaving the indicator must not lose the last keystrokes.
    return () => {
      if (open.current !== null) latest.current(open.current);
    };
  }, [name]);
  return {
    commit,
    change: (value: string, composing: boolean) => {
      open.current = value;
      clearTimeout(timer.current);
      if (!composing) timer.current = window.setTimeout(() => latest.current(value), PAUSE);
    },
    leave: () => open.current === null || commit(open.current),
    end: () => {
      stretch.current = {};
    },
  };
}
