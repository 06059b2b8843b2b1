import { useDeferredValue, useMemo, useState } from 'react';
import type { Indicator } from '#shared/catalogue/schema.ts';
import { useInspection, useServices, useSettings } from '#renderer/stores/context.ts';
import { momentText } from '#renderer/text/format.ts';
import { recentText } from '#renderer/text/walk-text.ts';
import { changesOf } from './recent-changes.ts';

const FEW = 6;

/** 最近修改: who, when, what it was and what it is. */
export function RecentPanel({ indicator }: { readonly indicator: Indicator }) {
  const { now } = useServices();
  const own = useSettings((state) => state.info?.device);
  const catalogue = useInspection((inspection) => inspection.catalogue);
  const estates = useInspection((inspection) => inspection.facts.estates);
  // History is long; it may lag behind the keys by a frame.
  const history = useDeferredValue(useInspection((inspection) => inspection.folded.history));
  const changes = useMemo(() => {
    const names = new Map(estates.map((estate) => [estate.id, estate.name]));
    return changesOf(history, { catalogue, indicator: indicator.no, estates: names });
  }, [history, catalogue, indicator.no, estates]);
  const [all, setAll] = useState(false);
  const shown = all ? changes : changes.slice(0, FEW);
  const today = now();
  return (
    <section className="recent">
      <h2>{recentText.title}</h2>
      {changes.length === 0 && <p className="none">{recentText.none}</p>}
      <ul>
        {shown.map((change) => (
          <li key={change.key}>
            <span className="who num">
              {momentText(change.at, today)} {change.author === '' ? recentText.anonymous : change.author}
              {own !== undefined && change.device !== own && `（${recentText.elsewhere}）`}
            </span>
            <span>
              {change.label} {change.before === '' ? '' : `${change.before} → `}
              <b>{change.after}</b>
            </span>
          </li>
        ))}
      </ul>
      {changes.length > shown.length && (
        <button type="button" className="btn link" onClick={() => setAll(true)}>
          {recentText.more(changes.length - shown.length)}
        </button>
      )}
    </section>
  );
}
