import { Fragment, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { IndicatorResult } from '#shared/assess/types.ts';
import type { Indicator } from '#shared/catalogue/schema.ts';
import { Narrative } from '#shared/facts/schema.ts';
import { registerKey } from '#shared/log/register.ts';
import type { Draft } from '#shared/log/events.ts';
import { narrativeBasis } from '#shared/narrative/basis.ts';
import { useFrozen, useInspection, useSession, useStores } from '#renderer/stores/context.ts';
import { walkText } from '#renderer/text/walk-text.ts';
import { Confirm } from '#renderer/ui/confirm.tsx';
import { TypingHint } from '#renderer/parts/fields/field-hint.tsx';
import { checkedDraft, readDraft } from '#renderer/parts/fields/read-draft.ts';
import { textControl } from '#renderer/parts/fields/text-control.ts';
import { useTyping } from '#renderer/parts/fields/use-typing.ts';

interface Props {
  readonly indicator: Indicator;
  readonly result: IndicatorResult;
}

const narrativeKey = (indicator: number): string => registerKey({ of: 'narrative', indicator });

/** 完成情况: as generated, or as a person wrote it and then marked as theirs; read first, edited on a click. */
export function NarrativeCard({ indicator, result }: Props) {
  const [editing, setEditing] = useState(false);
  const record = useSession((state) => state.record);
  const disabled = useFrozen();
  const { no } = indicator;
  // A text that could not be taken is shown where it can be put right.
  const open = useSession((state) => state.typed[narrativeKey(no)] !== undefined);
  const rewrite = () => {
    setEditing(false);
    void record([{ type: 'narrative.set', payload: { indicator: no, narrative: null } }]);
  };
  return (
    <section className="narr" aria-label={walkText.narrative}>
      <header>
        <span>{walkText.narrative}</span>
        {result.narrativeSource !== 'template' && (
          <span className="tag und small">
            {result.narrativeSource === 'stale' ? walkText.narrativeStale : walkText.narrativeEdited}
          </span>
        )}
        {result.narrativeSource !== 'template' && !disabled && (
          <Confirm question={walkText.rewriteConfirm} yes={walkText.rewriteYes} placement="topRight" onYes={rewrite}>
            <button type="button" className="btn">
              {walkText.rewrite}
            </button>
          </Confirm>
        )}
      </header>
      {(editing || open) && !disabled ? (
        <Editor indicator={indicator} result={result} focused={editing} onDone={() => setEditing(false)} />
      ) : (
        <button type="button" className="read" disabled={disabled} onClick={() => setEditing(true)}>
          {result.narrative === '' ? (
            <span className="hint">{walkText.narrativeEmpty}</span>
          ) : (
            <Marked text={result.narrative} indicator={no} />
          )}
        </button>
      )}
      {result.narrativeSource === 'stale' && (
        <p className="instead">
          <b>{walkText.narrativeShow}</b>
          {result.generatedNarrative}
        </p>
      )}
    </section>
  );
}

/** The text with what a finding objects to marked in it. */
function Marked({ text, indicator }: { readonly text: string; readonly indicator: number }) {
  const findings = useInspection((inspection) => inspection.assessment.findings);
  const parts = useMemo(() => {
    const wrong = findings.flatMap(({ fix, reply, indicator: of }) =>
      of === indicator && fix !== null && reply === null ? [fix.from] : [],
    );
    return splitAt(text, wrong);
  }, [findings, indicator, text]);
  return parts.map(({ piece, wrong, at }) =>
    wrong ? <mark key={at}>{piece}</mark> : <Fragment key={at}>{piece}</Fragment>,
  );
}

/** Splits a text around the first occurrence of each marked piece. */
function splitAt(text: string, marked: readonly string[]) {
  const spans = marked
    .map((piece) => ({ from: text.indexOf(piece), to: text.indexOf(piece) + piece.length }))
    .filter((span) => span.from >= 0)
    .sort((a, b) => a.from - b.from);
  const parts: { readonly piece: string; readonly wrong: boolean; readonly at: number }[] = [];
  let end = 0;
  for (const { from, to } of spans) {
    if (from < end) continue;
    parts.push({ piece: text.slice(end, from), wrong: false, at: end });
    parts.push({ piece: text.slice(from, to), wrong: true, at: from });
    end = to;
  }
  return [...parts.filter((part) => part.piece !== ''), { piece: text.slice(end), wrong: false, at: end }];
}

interface EditorProps extends Props {
  /** Whether it was opened to write in it now. */
  readonly focused: boolean;
  readonly onDone: () => void;
}

function Editor({ indicator, result, focused, onDone }: EditorProps) {
  const { session } = useStores();
  const { no } = indicator;
  const generated = result.generatedNarrative;
  const read = useCallback(
    (typed: string) => {
      const draftOf = (narrative: Narrative | null): Draft => ({
        type: 'narrative.set',
        payload: { indicator: no, narrative },
      });
      const inspection = session.getState().inspection;
      const trimmed = typed.trim();
      // What the template says anyway is not an edit; an emptied text goes back to the template too.
      if (inspection === null || trimmed === '' || trimmed === generated) return checkedDraft(draftOf(null));
      return readDraft(Narrative.entries.text, typed, (text) =>
        draftOf({ text, basis: narrativeBasis(inspection.facts, indicator, inspection.catalogue) }),
      );
    },
    [generated, indicator, no, session],
  );
  const name = narrativeKey(no);
  const typing = useTyping({ name, saved: result.narrative, read, disabled: false });
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (!focused) return;
    area.current?.focus();
    area.current?.setSelectionRange(area.current.value.length, area.current.value.length);
  }, [focused]);
  return (
    <>
      <textarea
        ref={area}
        className="area"
        aria-label={walkText.narrative}
        {...textControl(typing)}
        onBlur={() => {
          typing.onBlur();
          onDone();
        }}
      />
      <TypingHint typing={typing} />
    </>
  );
}
