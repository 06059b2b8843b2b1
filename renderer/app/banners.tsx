import { useState, type ReactElement } from 'react';
import type { Screen } from '#shared/commands/state.ts';
import { ERROR_CODES, type ErrorCode } from '#shared/errors.ts';
import { errorText } from '#shared/text/error-text.ts';
import type { Failure } from '#shared/result.ts';
import { useCompanions, useConnection, useNavigation, useSession, useSettings } from '../stores/context.ts';
import { asideText, companionText, indexText } from '../text/session-text.ts';
import { shellText } from '../text/shell-text.ts';
import { Banner } from './banner.tsx';
import { AuthorPrompt, DiscardUnsaved } from './deferred-parts.ts';
import { useBackupBanner, useSpaceBanner } from './safety-banners.tsx';
import { useUpdateBanner } from './update-banner.tsx';

/** More would leave too little of a small screen for the work. */
const LINES = 2;

/**
 * What must not be overlooked, above every screen, the most urgent first: unsaved changes, a lost host, a damaged journal,
 * a full disk, recovered changes, 定稿, backups that fail or are long ago, a name that is asked for, a newer program.
 * Several take one line each, and those beyond the second wait behind a button.
 */
export function Banners() {
  const [open, setOpen] = useState(false);
  const banners = [
    useUnsavedBanner(),
    useSetAsideBanner(),
    useConnectionBanner(),
    useReadOnlyBanner(),
    useDamageBanner(),
    useSpaceBanner(),
    useRecoveredBanner(),
    useCompanionBanner(),
    useIndexBanner(),
    useFinalisedBanner(),
    useBackupBanner(),
    useAuthorPrompt(),
    useUpdateBanner(),
  ].filter((banner) => banner !== null);
  const several = banners.length > 1;
  const folded = several && !open;
  const hidden = banners.length - LINES;
  return (
    <div className={`banners${folded ? ' folded' : ''}${several ? ' several' : ''}`}>
      {folded ? banners.slice(0, LINES) : banners}
      {several && (
        <button type="button" className="btn link more" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? shellText.fold : hidden > 0 ? shellText.moreBanners(hidden) : shellText.unfold}
        </button>
      )}
    </div>
  );
}

/** 发生了什么, 什么没有丢, 怎么办. */
function wordsOf(failure: Failure<ErrorCode>): string {
  const { happened, safe, todo } = errorText(failure);
  return happened + safe + todo;
}

function useUnsavedBanner(): ReactElement | null {
  const save = useSession((state) => state.save);
  const unsaved = useSession((state) => state.unsaved);
  const retry = useSession((state) => state.retry);
  if (save.is !== 'failed') return null;
  const lead = unsaved > 0 ? { lead: shellText.unsavedCount(unsaved) } : {};
  return (
    <Banner key="unsaved" tone="unmet" urgent {...lead} text={wordsOf(save.failure)}>
      {unsaved > 0 && <DiscardUnsaved />}
      <button type="button" className="btn primary" onClick={() => void retry()}>
        {shellText.retry}
      </button>
    </Banner>
  );
}

function useSetAsideBanner(): ReactElement | null {
  const count = useSession((state) => state.setAside.length);
  const show = useNavigation((state) => state.showAside);
  if (count === 0) return null;
  return (
    <Banner key="aside" tone="unmet" urgent lead={asideText.lead(count)} text={asideText.banner}>
      <button type="button" className="btn primary" onClick={() => show(true)}>
        {asideText.show}
      </button>
    </Banner>
  );
}

/** Another window on the same inspection, here or in another browser. */
function useCompanionBanner(): ReactElement | null {
  const others = useCompanions((state) => state.others);
  if (others === 0) return null;
  const lead = others === 1 ? companionText.lead : companionText.several(others);
  return <Banner key="companion" tone="quiet" lead={lead} text={companionText.text} />;
}

function useIndexBanner(): ReactElement | null {
  const mended = useSession((state) => state.indexMended);
  const dismiss = useSession((state) => state.dismissMended);
  if (!mended) return null;
  return (
    <Banner key="index" tone="und" urgent text={indexText.mended}>
      <button type="button" className="btn" onClick={dismiss}>
        {shellText.understood}
      </button>
    </Banner>
  );
}

/** The host is gone while nothing waits to be saved; where something does, the banner above says the same. */
function useConnectionBanner(): ReactElement | null {
  const isLost = useConnection((state) => state.isLost);
  const isSaid = useSession((state) => state.save.is === 'failed');
  if (!isLost || isSaid) return null;
  return <Banner key="connection" tone="unmet" urgent text={wordsOf({ code: 'app.host-unreachable' })} />;
}

/** An archive that is looked at where it lies. */
function useReadOnlyBanner(): ReactElement | null {
  const readOnly = useSettings((state) => state.info?.readOnly ?? false);
  return readOnly ? (
    <Banner key="read-only" tone="und" lead={shellText.readOnly} text={shellText.readOnlyHint} />
  ) : null;
}

function useDamageBanner(): ReactElement | null {
  const damage = useSession((state) => state.inspection?.damage ?? null);
  if (damage === null) return null;
  const { line, intact, device = '', reason = '' } = damage;
  const lead = damage.code === 'package.import-unfinished' ? shellText.importCut : shellText.damaged;
  const code = ERROR_CODES.find((known) => known === damage.code) ?? 'journal.damaged';
  return (
    <Banner
      key="damage"
      tone="und"
      urgent
      lead={lead}
      text={wordsOf({ code, detail: { line, intact, device, reason } })}
    />
  );
}

function useRecoveredBanner(): ReactElement | null {
  const recovered = useSession((state) => state.recovered);
  const dismiss = useSession((state) => state.dismissRecovered);
  if (recovered === 0) return null;
  return (
    <Banner key="recovered" tone="und" text={shellText.recovered(recovered)}>
      <button type="button" className="btn" onClick={dismiss}>
        {shellText.understood}
      </button>
    </Banner>
  );
}

/** Where one would look for what can be changed. */
const FROZEN: readonly Screen[] = ['walk', 'board', 'publish'];

function useFinalisedBanner(): ReactElement | null {
  const finalised = useSession((state) => state.inspection?.finalised ?? false);
  const goTo = useNavigation((state) => state.goTo);
  const screen = useNavigation((state) => state.screen);
  if (!finalised || !FROZEN.includes(screen)) return null;
  return (
    <Banner key="finalised" tone="und" text={shellText.finalised}>
      {screen !== 'publish' && (
        <button type="button" className="btn" onClick={() => goTo('publish')}>
          {shellText.toPublish}
        </button>
      )}
    </Banner>
  );
}

/** Asked once, while an inspection is open and nobody has a name yet. */
function useAuthorPrompt(): ReactElement | null {
  const open = useSession((state) => state.inspection !== null);
  const nameless = useSettings((state) => state.info !== null && state.settings.author === '');
  const [later, setLater] = useState(false);
  return open && nameless && !later ? <AuthorPrompt key="author" onLater={() => setLater(true)} /> : null;
}
