import { Checkbox } from 'antd';
import { JobProgressBar } from '#renderer/parts/job-progress.tsx';
import { placeStanding, type PlaceStanding } from '#renderer/parts/place-standing.ts';
import { useServices, useSync } from '#renderer/stores/context.ts';
import { workAt, type SyncEnd } from '#renderer/stores/sync.ts';
import { minuteStamp } from '#renderer/text/moment.ts';
import { agoText } from '#renderer/text/safety-text.ts';
import { doneText, placeTags, placeText, STOPPED_TEXT, syncPhaseText, syncText } from '#renderer/text/sync-text.ts';
import { Confirm } from '#renderer/ui/confirm.tsx';
import { FailureNote } from '#renderer/ui/failure.tsx';
import type { PlaceState } from '#shared/host/sync-records.ts';
import { SharedList } from './shared-list.tsx';

interface Props {
  readonly state: PlaceState;
  readonly readOnly: boolean;
}

/** A place: how it stands, what is done with it, and what is shared through it. */
export function PlaceCard({ state, readOnly }: Props) {
  const { place, failure } = state;
  const present = useSync((all) => all.present);
  const work = useSync((all) => workAt(all, { id: place.id, job: state.job }));
  const ended = useSync((all) => all.ended[place.id]);
  const run = useSync((all) => all.run);
  const standing = placeStanding(state, present ?? {});
  const [tag, tone] = tagOf(standing, work !== undefined);
  return (
    <section className="sync-place" aria-label={place.name}>
      <div className="sync-head">
        <div>
          <h2>
            {place.name}
            <span className={`tag ${tone}`}>{tag}</span>
          </h2>
          <small className="path">{place.kind === 'folder' ? place.folder : place.server.address}</small>
          <Contact contact={state.contact} />
        </div>
        {!readOnly && (
          <button
            type="button"
            className="btn primary"
            aria-label={placeText.nowOf(place.name)}
            disabled={
              work !== undefined || (place.inspections.length + state.offered.length === 0 && state.contact !== null)
            }
            onClick={() => void run(place.id)}
          >
            {placeText.now}
          </button>
        )}
      </div>
      {work !== undefined && <JobProgressBar work={work} label={syncPhaseText} />}
      {work === undefined && ended !== undefined && <Ending ended={ended} />}
      {work === undefined && ended === undefined && failure !== null && (
        <FailureNote failure={failure.why}>
          {!readOnly && (
            <button type="button" className="btn" onClick={() => void run(place.id)}>
              {syncText.retry}
            </button>
          )}
        </FailureNote>
      )}
      <SharedList standing={standing} readOnly={readOnly} />
      {!readOnly && <Uses state={state} />}
    </section>
  );
}

function tagOf({ state, gap, stuck, trouble }: PlaceStanding, isRunning: boolean): readonly [string, string] {
  if (isRunning) return [placeTags.running, 'quiet'];
  if (trouble === 'blocked') return [placeTags.blocked, 'unmet'];
  if (stuck > 0) return [placeTags.stuck, 'unmet'];
  if (trouble === 'away') return [placeTags.away, 'und'];
  if (state.place.inspections.length === 0) return [placeTags.unused, 'quiet'];
  if (state.contact === null) return [placeTags.never, 'und'];
  return gap.events + gap.files > 0 ? [placeTags.behind, 'und'] : [placeTags.there, 'met'];
}

function Contact({ contact }: Pick<PlaceState, 'contact'>) {
  const now = useServices().now();
  if (contact === null) return <small>{placeText.never}</small>;
  const at = Date.parse(contact);
  return <small className="num">{placeText.contact(agoText(now - at), minuteStamp(at))}</small>;
}

function Ending({ ended }: { readonly ended: SyncEnd }) {
  if (ended.ok) return <output className={ended.value.stuck > 0 ? 'und' : 'met'}>{doneText(ended.value)}</output>;
  if (ended.error.code === 'sync.cancelled') return <output>{STOPPED_TEXT}</output>;
  return <FailureNote failure={ended.error} />;
}

/** How a place is used from here; each choice is saved at once. */
function Uses({ state: { place } }: Pick<Props, 'state'>) {
  const changeUse = useSync((all) => all.use);
  const forget = useSync((all) => all.forget);
  const { id, name, auto, originals } = place;
  const change = (patch: { readonly auto?: boolean; readonly originals?: boolean }) =>
    void changeUse({ place: id, name, auto, originals, ...patch });
  return (
    <div className="uses">
      <Checkbox checked={auto} onChange={({ target }) => change({ auto: target.checked })}>
        {placeText.auto}
        <small>{placeText.autoHint}</small>
      </Checkbox>
      <Checkbox checked={originals} onChange={({ target }) => change({ originals: target.checked })}>
        {placeText.originals}
        <small>{placeText.originalsHint}</small>
      </Checkbox>
      <Confirm question={placeText.removeAsk} yes={placeText.remove} danger onYes={() => void forget(id)}>
        <button type="button" className="btn link">
          {placeText.remove}
        </button>
      </Confirm>
    </div>
  );
}
