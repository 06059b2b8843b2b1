import { VERDICTS } from '#shared/facts/schema.ts';
import { useNavigation, useSession } from '../stores/context.ts';
import type { Inspection, SaveState } from '../stores/session-types.ts';
import { clockText, periodText } from '../text/format.ts';
import { shellText, VERDICT_CLASS } from '../text/shell-text.ts';
import { Icon } from '../ui/icons.tsx';

/** The one line that is always there: whose inspection, how it stands, and whether it is saved. */
export function Header({ onShortcuts }: { readonly onShortcuts: () => void }) {
  const inspection = useSession((state) => state.inspection);
  return (
    <header className="head">
      <div className="mark" aria-hidden="true">
        {shellText.mark}
      </div>
      {inspection === null ? (
        <div className="title">
          <b>{shellText.product}</b>
        </div>
      ) : (
        <InspectionTitle inspection={inspection} />
      )}
      <div className="spring" />
      {inspection !== null && <SaveStatus />}
      {inspection !== null && <UndoButtons />}
      <button
        type="button"
        className="btn icon"
        onClick={onShortcuts}
        aria-label={shellText.shortcuts}
        title={shellText.shortcuts}
      >
        ？
      </button>
    </header>
  );
}

function InspectionTitle({ inspection }: { readonly inspection: Inspection }) {
  const editProfile = useNavigation((state) => state.editProfile);
  const { profile } = inspection.facts;
  const parts = [inspection.catalogue.tier, periodText(profile.period), profile.street].filter((part) => part !== '');
  return (
    <>
      <title>{`${profile.community} · ${shellText.product}`}</title>
      <button
        type="button"
        className="title"
        title={`${profile.community} ${parts.join(' · ')}（${shellText.profile}）`}
        onClick={() => editProfile(true)}
      >
        <b>{profile.community}</b>
        <span>{parts.join(' · ')}</span>
      </button>
      <div className="tally" role="group" aria-label={shellText.tally}>
        {VERDICTS.map((verdict) => (
          <span key={verdict} className={VERDICT_CLASS[verdict]}>
            {verdict} <b>{inspection.assessment.tally[verdict]}</b>
          </span>
        ))}
      </div>
    </>
  );
}

function SaveStatus() {
  const save = useSession((state) => state.save);
  const retry = useSession((state) => state.retry);
  return (
    <output className={`save ${save.is}`} data-save={save.is}>
      <SaveSign save={save} />
      {save.is === 'saved' && (save.at === null ? shellText.saved : `${shellText.saved} ${clockText(save.at)}`)}
      {save.is === 'saving' && shellText.saving}
      {save.is === 'failed' && (
        <>
          {shellText.unsaved}
          <button type="button" className="btn danger" onClick={() => void retry()}>
            {shellText.retry}
          </button>
        </>
      )}
    </output>
  );
}

function SaveSign({ save }: { readonly save: SaveState }) {
  if (save.is === 'failed') return <Icon name="alert" size={16} />;
  return <Icon name={save.is === 'saved' ? 'saved' : 'saving'} size={16} />;
}

function UndoButtons() {
  const undoable = useSession((state) => state.undoable);
  const redoable = useSession((state) => state.redoable);
  const undo = useSession((state) => state.undo);
  const redo = useSession((state) => state.redo);
  return (
    <span className="steps">
      <button
        type="button"
        className="btn"
        disabled={undoable === 0}
        title={undoable === 0 ? shellText.undoNothing : 'Ctrl+Z'}
        onClick={() => void undo()}
      >
        {shellText.undo}
      </button>
      <button
        type="button"
        className="btn icon"
        disabled={redoable === 0}
        aria-label={shellText.redo}
        title={redoable === 0 ? shellText.redoNothing : `${shellText.redo} Ctrl+Y`}
        onClick={() => void redo()}
      >
        <Icon name="redo" size={18} />
      </button>
    </span>
  );
}
