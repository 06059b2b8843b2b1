import { ERROR_CODES } from '#shared/errors.ts';
import { errorText } from '#shared/text/error-text.ts';
import { useConnection, useNavigation, useSession } from '../stores/context.ts';
import { shellText } from '../text/shell-text.ts';
import { AuthorPrompt, DiscardUnsaved } from './deferred-parts.ts';
import { BackupBanner, SpaceBanner } from './safety-banners.tsx';

/**
 * What must not be overlooked, above every screen: unsaved changes, recovered ones, a damaged journal, a full disk, 定稿,
 * backups that fail or are long ago.
 */
export function Banners() {
  return (
    <div className="banners">
      <UnsavedBanner />
      <ConnectionBanner />
      <DamageBanner />
      <SpaceBanner />
      <RecoveredBanner />
      <FinalisedBanner />
      <BackupBanner />
      <AuthorPrompt />
    </div>
  );
}

function UnsavedBanner() {
  const save = useSession((state) => state.save);
  const unsaved = useSession((state) => state.unsaved);
  const retry = useSession((state) => state.retry);
  if (save.is !== 'failed') return null;
  const text = errorText(save.failure);
  return (
    <div className="banner unmet" role="alert">
      <p>
        {unsaved > 0 && <b className="unmet">{shellText.unsavedCount(unsaved)}</b>}
        {text.happened}
        {text.safe}
        {text.todo}
      </p>
      {unsaved > 0 && <DiscardUnsaved />}
      <button type="button" className="btn primary" onClick={() => void retry()}>
        {shellText.retry}
      </button>
    </div>
  );
}

/** The host is gone while nothing waits to be saved; where something does, the banner above says the same. */
function ConnectionBanner() {
  const isLost = useConnection((state) => state.isLost);
  const isSaid = useSession((state) => state.save.is === 'failed');
  if (!isLost || isSaid) return null;
  const text = errorText({ code: 'app.host-unreachable' });
  return (
    <div className="banner unmet" role="alert">
      <p>
        {text.happened}
        {text.safe}
        {text.todo}
      </p>
    </div>
  );
}

function DamageBanner() {
  const damage = useSession((state) => state.inspection?.damage ?? null);
  if (damage === null) return null;
  const { line, intact } = damage;
  const isCut = damage.code === 'package.import-unfinished';
  const code = ERROR_CODES.find((known) => known === damage.code) ?? 'journal.damaged';
  const text = errorText({ code, detail: { line, intact } });
  return (
    <div className="banner und" role="alert">
      <p>
        <b className="und">{isCut ? shellText.importCut : shellText.damaged}</b>
        {text.happened}
        {text.safe}
        {text.todo}
      </p>
    </div>
  );
}

function RecoveredBanner() {
  const recovered = useSession((state) => state.recovered);
  const dismiss = useSession((state) => state.dismissRecovered);
  if (recovered === 0) return null;
  return (
    <output className="banner und">
      <span>{shellText.recovered(recovered)}</span>
      <button type="button" className="btn" onClick={dismiss}>
        {shellText.understood}
      </button>
    </output>
  );
}

function FinalisedBanner() {
  const finalised = useSession((state) => state.inspection?.finalised ?? false);
  const goTo = useNavigation((state) => state.goTo);
  const isThere = useNavigation((state) => state.screen === 'publish');
  if (!finalised) return null;
  return (
    <output className="banner und">
      <span>{shellText.finalised}</span>
      {!isThere && (
        <button type="button" className="btn" onClick={() => goTo('publish')}>
          {shellText.toPublish}
        </button>
      )}
    </output>
  );
}
