import { useEffect, useReducer, useState } from 'react';
import { useProjects, useSettings, useSync } from '#renderer/stores/context.ts';
import { leaveText, syncText } from '#renderer/text/sync-text.ts';
import { Empty } from '#renderer/ui/empty.tsx';
import { FailureNote } from '#renderer/ui/failure.tsx';
import { AddPlace } from './add-place.tsx';
import { PlaceCard } from './place-card.tsx';
import './sync.css';

/** How often it is said anew how long ago a place was met. */
const LOOK_MS = 30_000;

/** 同步: the places that inspections are shared through, what stands where, and what leaves this computer. */
export function SyncScreen() {
  const places = useSync((state) => state.places);
  const failure = useSync((state) => state.failure);
  const load = useSync((state) => state.load);
  const loadProjects = useProjects((state) => state.load);
  const readOnly = useSettings((state) => state.info?.readOnly ?? false);
  const [adding, setAdding] = useState(false);
  const [, lookAgain] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    void load();
    void loadProjects();
    const timer = setInterval(lookAgain, LOOK_MS);
    return () => clearInterval(timer);
  }, [load, loadProjects]);
  return (
    <main className="sync">
      <header>
        <div>
          <h1>{syncText.title}</h1>
          <p className="na">{syncText.lead}</p>
        </div>
        {!adding && !readOnly && places !== null && (
          <button type="button" className="btn primary" onClick={() => setAdding(true)}>
            {syncText.add}
          </button>
        )}
      </header>
      {readOnly && <p className="na">{syncText.readOnly}</p>}
      {adding && <AddPlace onEnd={() => setAdding(false)} />}
      {failure !== null && (
        <FailureNote failure={failure}>
          <button type="button" className="btn" onClick={() => void load()}>
            {syncText.retry}
          </button>
        </FailureNote>
      )}
      {failure === null && places === null && <p className="na">{syncText.loading}</p>}
      {places?.length === 0 && !adding && <Empty title={syncText.empty} hint={syncText.emptyHint} />}
      {places?.map((state) => (
        <PlaceCard key={state.place.id} state={state} readOnly={readOnly} />
      ))}
      <Leaving />
    </main>
  );
}

/** What exactly leaves this computer, and what never does. */
function Leaving() {
  return (
    <section className="leaving" aria-label={leaveText.title}>
      <h2>{leaveText.title}</h2>
      <ul>
        {leaveText.parts.map(({ what, detail }) => (
          <li key={what}>
            <b>{what}</b>
            <small>{detail}</small>
          </li>
        ))}
      </ul>
      <small>
        {leaveText.never}
        {leaveText.plain}
      </small>
    </section>
  );
}
