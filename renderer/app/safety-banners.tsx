import { useState } from 'react';
import { errorText } from '#shared/text/error-text.ts';
import { LEAST_FREE_FOR_ORIGINALS } from '#shared/host/limits.ts';
import { knownFailure } from '../host/follow-job.ts';
import { useNavigation, useSafety, useServices } from '../stores/context.ts';
import { sizeText } from '../text/format.ts';
import { agoText, safetyBannerText } from '../text/safety-text.ts';
import { backupConcern } from './backup-concern.ts';

/** Photos are refused: said before somebody takes the next one. */
export function SpaceBanner() {
  const free = useSafety((state) => state.storage?.free ?? null);
  const goTo = useNavigation((state) => state.goTo);
  const isThere = useNavigation((state) => state.screen === 'safety');
  if (free === null || free >= LEAST_FREE_FOR_ORIGINALS) return null;
  return (
    <div className="banner unmet" role="alert">
      <p>
        <b className="unmet">{safetyBannerText.low(sizeText(free))}</b>
        {safetyBannerText.lowHint}
      </p>
      {!isThere && (
        <button type="button" className="btn" onClick={() => goTo('safety')}>
          {safetyBannerText.look}
        </button>
      )}
    </div>
  );
}

/** No backup for a week, or the last attempt failed; put aside until that changes. */
export function BackupBanner() {
  const now = useServices().now();
  const backup = useSafety((state) => state.backup);
  const goTo = useNavigation((state) => state.goTo);
  const isThere = useNavigation((state) => state.screen === 'safety');
  const [putAside, setPutAside] = useState('');
  const concern = backupConcern(backup, now);
  if (concern === null || isThere || putAside === concern) return null;
  return (
    <output className="banner und">
      <span>
        <BackupWords concern={concern} now={now} />
      </span>
      <button type="button" className="btn" onClick={() => goTo('safety')}>
        {safetyBannerText.open}
      </button>
      <button type="button" className="btn" onClick={() => setPutAside(concern)}>
        {safetyBannerText.later}
      </button>
    </output>
  );
}

function BackupWords({ concern, now }: { readonly concern: string; readonly now: number }) {
  const backup = useSafety((state) => state.backup);
  const last = backup?.last ?? null;
  const ago = last === null ? '' : agoText(now - Date.parse(last.at));
  if (concern === 'old') {
    return (
      <>
        <b className="und">{safetyBannerText.old(ago)}</b>
        {safetyBannerText.oldHint}
      </>
    );
  }
  const failure = backup?.failure ?? { code: 'app.internal' };
  return (
    <>
      <b className="und">{safetyBannerText.failed}</b>
      {errorText(knownFailure(failure.code, failure.detail)).happened}
      {last === null ? safetyBannerText.noneGood : safetyBannerText.lastGood(ago)}
    </>
  );
}
