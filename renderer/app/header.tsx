import { keysOf } from '#shared/commands/available.ts';
import { nameOf, type CommandId } from '#shared/commands/table.ts';
import { VERDICTS } from '#shared/facts/schema.ts';
import { useInspection, useNavigation, useServices, useSession, useSettings } from '../stores/context.ts';
import type { Inspection, SaveState } from '../stores/session-types.ts';
import type { InvalidEntry } from '../stores/typed-keys.ts';
import { clockText, momentText, periodText } from '../text/format.ts';
import { asideText } from '../text/session-text.ts';
import { shellText, VERDICT_CLASS } from '../text/shell-text.ts';
import { stepWords } from '../text/step-words.ts';
import { useGoToEntry } from '../parts/go-to-entry.ts';
import { Icon } from '../ui/icons.tsx';
import { useCommandRegistry } from '../parts/commands/registry.ts';
import { SyncStatus } from './sync-status.tsx';
import { MenuBar } from './menu-bar/menu-bar.tsx';

/** The one line that is always there: whose inspection, how it stands, and whether it is saved. */
export function Header() {
  const registry = useCommandRegistry();
  const edition = useSettings((state) => state.info?.edition);
  const inspection = useSession((state) => state.inspection);
  return (
    <header className="head">
      <div className="mark" aria-hidden="true">
        {shellText.mark}
      </div>
      {edition === 'browser' && <MenuBar />}
      {inspection === null ? (
        <div className="title">
          <b>{shellText.product}</b>
        </div>
      ) : (
        <InspectionTitle inspection={inspection} />
      )}
      <div className="spring" />
      <SyncStatus />
      {inspection !== null && <SaveStatus />}
      {inspection !== null && <UndoButtons />}
      <button
        type="button"
        className="btn icon"
        onClick={() => registry.getState()['help.shortcuts']?.(null)}
        aria-label={nameOf('help.shortcuts')}
        title={hintOf('help.shortcuts')}
      >
        ？
      </button>
    </header>
  );
}

/** A command's name and key, as a tool tip says them. */
const hintOf = (command: CommandId): string => [nameOf(command), ...keysOf(command, 'browser').slice(0, 1)].join(' ');

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
        title={`${profile.community} ${parts.join(' · ')}（${nameOf('file.profile')}）`}
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

const NONE: readonly InvalidEntry[] = [];

function SaveStatus() {
  const save = useSession((state) => state.save);
  const retry = useSession((state) => state.retry);
  const invalid = useSession((state) => state.inspection?.invalid ?? NONE);
  const goTo = useGoToEntry();
  const [first] = invalid;
  // While something stands in a field and is not taken, nothing may look as if all were saved.
  const isSaved = save.is === 'saved' && first === undefined;
  const aside = useSession((state) => state.setAside.length);
  const show = useNavigation((state) => state.showAside);
  const line = (
    // Read out by itself it would be heard at the beginning of every save and again at its end.
    <output
      aria-live="off"
      className={`save ${first !== undefined && save.is === 'saved' ? 'invalid' : save.is}`}
      data-save={save.is}
    >
      {first === undefined || save.is !== 'saved' ? <SaveSign save={save} /> : <Icon name="alert" size={16} />}
      {isSaved && <SavedAt at={save.at} />}
      {first !== undefined && (
        <button type="button" className="btn link" title={shellText.invalidHint} onClick={() => goTo(first)}>
          {shellText.invalid(invalid.length)}
        </button>
      )}
      {/* Seen, not read out: a screen reader hears once that it is saved. */}
      {save.is === 'saving' && <span aria-hidden="true">{shellText.saving}</span>}
      {save.is === 'failed' && (
        <>
          {shellText.unsaved}
          <button type="button" className="btn danger" onClick={() => void retry()}>
            {shellText.retry}
          </button>
        </>
      )}
      {aside > 0 && (
        <button type="button" className="btn link unmet" onClick={() => show(true)}>
          {asideText.save(aside)}
        </button>
      )}
    </output>
  );
  return (
    <>
      {line}
      <SavedOnce at={save.is === 'saved' && isSaved && aside === 0 ? save.at : null} />
    </>
  );
}

/** Since when all is saved: in this window by the clock, after a start since the last change that the journal holds. */
function SavedAt({ at }: { readonly at: number | null }) {
  const { now } = useServices();
  const last = useInspection((inspection) => inspection.folded.history.at(-1)?.event.hlc.wall);
  if (at !== null) return `${shellText.saved} ${clockText(at)}`;
  return last === undefined ? shellText.saved : `${shellText.saved} ${momentText(last, now())}`;
}

/** Read out once for each save, when all is saved; what is not is said by a banner. */
function SavedOnce({ at }: { readonly at: number | null }) {
  return (
    <span className="unseen" aria-live="polite" aria-atomic="true">
      {at !== null && <span key={at}>{shellText.saved}</span>}
    </span>
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
  const next = useSession((state) => state.nextStep);
  const inspection = useInspection((open) => open);
  const words = (step: 'undo' | 'redo') => stepWords(next[step], inspection.catalogue, inspection.facts);
  return (
    <span className="steps">
      <button
        type="button"
        className="btn"
        disabled={undoable === 0}
        title={undoable === 0 ? shellText.undoNothing : `${hintOf('edit.undo')} ${words('undo')}`}
        onClick={() => void undo()}
      >
        {nameOf('edit.undo')}
      </button>
      <button
        type="button"
        className="btn icon"
        disabled={redoable === 0}
        aria-label={nameOf('edit.redo')}
        title={redoable === 0 ? shellText.redoNothing : `${hintOf('edit.redo')} ${words('redo')}`}
        onClick={() => void redo()}
      >
        <Icon name="redo" size={18} />
      </button>
    </span>
  );
}
