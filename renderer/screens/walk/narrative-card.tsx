import { Fragment, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { IndicatorResult } from '#shared/assess/types.ts';
import type { Indicator } from '#shared/catalogue/schema.ts';
import { registerKey } from '#shared/log/register.ts';
import type { Draft } from '#shared/log/event.ts';
import { narrativeBasis } from '#shared/narrative/basis.ts';
import { useInspection, useSession, useStores } from '#renderer/stores/context.ts';
import { walkText } from '#renderer/text/walk-text.ts';
import { textControl } from '#renderer/ui/fields/text-control.ts';
import { useTyping } from '#renderer/ui/fields/use-typing.ts';

interface Props {
  readonly indicator: Indicator;
  readonly result: IndicatorResult;
}

/** 完成情况: as generated, or as a person wrote it and then marked as theirs; read first, edited on a click. */
export function NarrativeCard({ indicator, result }: Props) {
  const [editing, setEditing] = useState(false);
  const record = useSession((state) => state.record);
  const disabled = useInspection((inspection) => inspection.finalised);
  const { no } = indicator;
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
          <button type="button" className="btn" onClick={rewrite}>
            {walkText.rewrite}
          </button>
        )}
      </header>
      {editing && !disabled ? (
        <Editor indicator={indicator} result={result} onDone={() => setEditing(false)} />
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

function Editor({ indicator, result, onDone }: Props & { readonly onDone: () => void }) {
  const { session } = useStores();
  const { no } = indicator;
  const generated = result.generatedNarrative;
  const draftOf = useCallback(
    (text: string): Draft | null => {
      const facts = session.getState().inspection?.facts;
      if (facts === undefined || text.length > 5000) return null;
      const trimmed = text.trim();
      // What the template says anyway is not an edit; an emptied text goes back to the template too.
      const narrative =
        trimmed === '' || trimmed === generated ? null : { text: trimmed, basis: narrativeBasis(facts, indicator) };
      return { type: 'narrative.set', payload: { indicator: no, narrative } };
    },
    [generated, indicator, no, session],
  );
  const name = registerKey({ of: 'narrative', indicator: no });
  const typing = useTyping({ name, saved: result.narrative, draftOf });
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    area.current?.focus();
    area.current?.setSelectionRange(area.current.value.length, area.current.value.length);
  }, []);
  return (
    <textarea
      ref={area}
      className="area"
      maxLength={5000}
      aria-label={walkText.narrative}
      {...textControl(typing)}
      onBlur={() => {
        typing.onBlur();
        onDone();
      }}
    />
  );
}
