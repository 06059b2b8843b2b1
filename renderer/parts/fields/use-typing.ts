import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { useSession } from '#renderer/stores/context.ts';
import type { DraftRead } from './read-draft.ts';

/** A pause of this length means the writer has finished a thought. */
const PAUSE = 400;

interface Typing {
  /** Register key of what is written. */
  readonly name: string;
  /** The text that stands for the saved value. */
  readonly saved: string;
  /** The change that the text would be, or what is wrong with it. */
  readonly read: (text: string) => DraftRead;
  /** Nothing can be changed: the field shows what is saved and nothing else. */
  readonly disabled: boolean;
  /** Each text makes something new: recorded when its field is left, not in a pause, and then gone from the field. */
  readonly once?: boolean;
}

export interface TypingControl {
  /** Register key of what is written, by which a jump finds the field. */
  readonly name: string;
  readonly text: string;
  /** What is wrong with the text; null: nothing. */
  readonly fault: string | null;
  readonly saved: string;
  readonly onChange: (text: string) => void;
  /** An input method begins or has ended composing; the text that it gives comes after. */
  readonly onComposing: (composing: boolean) => void;
  readonly onBlur: () => void;
  /** Records at once, without waiting for a pause. */
  readonly onCommit: (text: string) => void;
  /** Gives up what was typed: the saved value stands in the field again. */
  readonly giveUp: () => void;
}

/**
 * Text on its way to becoming a change: kept as a draft with every keystroke, while an input method composes too;
 * recorded after a pause or when the field is left, never while composing. What is no valid value is not recorded: left
 * so, it stands in the field as it is, counts as an invalid entry, and is there again the next time.
 */
export function useTyping(typing: Typing): TypingControl {
  const { name, saved, read, disabled, once = false } = typing;
  const kept = useSession((state) => state.typed[name]);
  const keepTyping = useSession((state) => state.keepTyping);
  const [local, setLocal] = useState<string | null>(null);
  const composing = useRef(false);
  const text = disabled ? saved : (local ?? kept ?? saved);
  const { change, settle, leave, giveUp, stretch } = usePause(typing, kept, composing);

  const type = (value: string) => {
    setLocal(value);
    const result = read(value);
    const draft = once || composing.current || 'fault' in result ? null : result.draft;
    keepTyping(name, value, draft, stretch.current);
    change(value);
  };
  const result = read(text);
  return {
    name,
    text,
    fault: !disabled && text !== saved && 'fault' in result ? result.fault : null,
    saved,
    onChange: type,
    onComposing: (is) => {
      composing.current = is;
    },
    onBlur: () => {
      leave();
      setLocal(null);
    },
    onCommit: (value) => {
      settle(value);
      setLocal(null);
    },
    giveUp: () => {
      giveUp();
      setLocal(null);
    },
  };
}

/** Turns the latest text into a change, or into an invalid entry: after a pause, on leaving, when its field disappears. */
function usePause(typing: Typing, kept: string | undefined, composing: RefObject<boolean>) {
  const { name, disabled, once = false } = typing;
  const dropTyping = useSession((state) => state.dropTyping);
  const timer = useRef(0);
  /** Text typed and not yet recorded; null: none. */
  const open = useRef<string | null>(null);
  /** One stay in the field: what is typed in it, whatever the pauses, is taken back as one. */
  const stretch = useRef<object>({});
  const take = useTake(typing, composing);
  const commit = (value: string): void => {
    clearTimeout(timer.current);
    open.current = null;
    take(value, stretch.current);
  };
  /** What was left in the field counts as long as it is kept: given up elsewhere, by 撤销 say, it does not come back. */
  const openText = () => open.current ?? (disabled ? null : (kept ?? null));
  const takeOpen = () => {
    const text = openText();
    if (text !== null) commit(text);
  };
  const latest = useTakenWhenGone(name, takeOpen);
  const settle = (value: string | null) => {
    if (value !== null) commit(value);
    stretch.current = {};
  };
  return {
    settle,
    stretch,
    leave: () => settle(openText()),
    change: (value: string) => {
      open.current = value;
      clearTimeout(timer.current);
      if (!composing.current && !once) timer.current = window.setTimeout(() => latest.current(), PAUSE);
    },
    giveUp: () => {
      clearTimeout(timer.current);
      open.current = null;
      dropTyping(name);
    },
  };
}

/** Leaving the indicator must not lose the last keystrokes: they are taken when their field disappears. */
function useTakenWhenGone(name: string, take: () => void) {
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => () => latest.current(), [name]);
  return latest;
}

/** Records a text, or lets it stand where it is as an invalid entry. */
function useTake({ name, saved, read, once = false }: Typing, composing: RefObject<boolean>) {
  const record = useSession((state) => state.record);
  const holdTyping = useSession((state) => state.holdTyping);
  const dropTyping = useSession((state) => state.dropTyping);
  return useCallback(
    (value: string, stretch: object): void => {
      const result = read(value);
      if (value === saved) return dropTyping(name);
      // What is still being composed when its field goes is nobody's answer yet.
      if ('fault' in result || composing.current) return holdTyping(name, value);
      void record([result.draft], stretch);
      if (once) dropTyping(name);
    },
    [composing, once, read, dropTyping, holdTyping, name, record, saved],
  );
}
