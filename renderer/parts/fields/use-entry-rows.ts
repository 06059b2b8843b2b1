import { useEffect, useRef, useState } from 'react';
import type { FieldOf } from '#shared/catalogue/field-schema.ts';
import type { Entry } from '#shared/facts/schema.ts';
import { sameJson } from '#shared/log/canonical.ts';
import { useSession } from '#renderer/stores/context.ts';
import { rowsKey } from '#renderer/stores/typed-keys.ts';
import { addressKey, answerDraft, useAnswer, type Address } from './address.ts';
import { followEntries, keptOf, rowsOf, settle, type Rows } from './entry-rows.ts';
import { checkedDraft } from './read-draft.ts';

const NONE: readonly Entry[] = [];

export interface EntryRows {
  /** Key of what is kept of the rows, by which a jump finds them. */
  readonly name: string;
  readonly list: Rows;
  /** A keystroke: kept as a draft. */
  readonly onType: (list: Rows) => void;
  readonly onComposing: (composing: boolean) => void;
  /** A field was left, or a row changed as a whole: what is valid is recorded, what is not stays. */
  readonly onSettle: (list: Rows) => void;
}

/**
 * The rows of a list, whose answer is recorded as one: every keystroke in any of them is kept as a draft; left, or gone
 * from the screen, the valid texts are recorded and the others stand where they are, as an invalid entry.
 */
export function useEntryRows(field: FieldOf<'entries'>, address: Address, disabled: boolean): EntryRows {
  const answer = useAnswer(address);
  const entries = Array.isArray(answer) ? answer : NONE;
  const name = rowsKey(addressKey(address));
  const kept = useSession((state) => state.typed[name]);
  const keepTyping = useSession((state) => state.keepTyping);
  const dropTyping = useSession((state) => state.dropTyping);
  const [list, setList] = useState(() => rowsOf(entries, disabled ? undefined : kept));
  const [based, setBased] = useState({ entries, kept });
  let shown = list;
  if (based.entries !== entries || based.kept !== kept) {
    shown = follow(list, based.kept, { entries, kept });
    setBased({ entries, kept });
    setList(shown);
  }
  const settleList = useSettle(field, address, entries);
  const composing = useRef(false);
  const latest = useRef<() => void>(() => undefined);
  useEffect(() => {
    latest.current = () => {
      if (!disabled && keptOf(shown) !== null) settleList(shown, composing.current);
    };
  });
  useEffect(() => () => latest.current(), []);
  return {
    name,
    list: disabled ? rowsOf(entries, undefined) : shown,
    onType: (next) => {
      setList(next);
      const text = keptOf(next);
      if (text === null) dropTyping(name);
      else keepTyping(name, text, null);
    },
    onComposing: (is) => {
      composing.current = is;
    },
    onSettle: (next) => setList(settleList(next, composing.current)),
  };
}

interface Now {
  readonly entries: readonly Entry[];
  readonly kept: string | undefined;
}

/** The rows after entries or kept texts have become others without anything being typed in them. */
function follow(list: Rows, was: string | undefined, { entries, kept }: Now): Rows {
  // Brought again elsewhere, or taken up late: it stands here as it was left.
  if (kept !== undefined && kept !== was && keptOf(list) === null) return rowsOf(entries, kept);
  // Dropped elsewhere: nothing may stay on screen that is kept nowhere.
  const dropped = was !== undefined && kept === undefined;
  return followEntries(dropped ? withoutTexts(list) : list, entries);
}

const withoutTexts = (list: Rows): Rows => ({
  ...list,
  fresh: '',
  rows: list.rows.flatMap((row) => (row.entry === null ? [] : [{ ...row, typed: {} }])),
});

/** Records what is valid in the rows and keeps the rest; answers the rows as they stand then. */
function useSettle(field: FieldOf<'entries'>, address: Address, entries: readonly Entry[]) {
  const record = useSession((state) => state.record);
  const holdTyping = useSession((state) => state.holdTyping);
  const dropTyping = useSession((state) => state.dropTyping);
  const name = rowsKey(addressKey(address));
  return (list: Rows, composing: boolean): Rows => {
    const settled = settle(field, list);
    const draft = checkedDraft(answerDraft(address, settled.entries.length === 0 ? null : settled.entries));
    // What is still being composed when its field goes is nobody's answer yet.
    const done = composing || 'fault' in draft ? { ...settled, list } : settled;
    const kept = keptOf(done.list);
    if (done.list !== list && !('fault' in draft) && !sameJson(settled.entries, entries)) void record([draft.draft]);
    if (kept === null) dropTyping(name);
    else holdTyping(name, kept);
    return done.list;
  };
}
