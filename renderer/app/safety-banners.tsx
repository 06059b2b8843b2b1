import { useState, type ReactElement } from 'react';
import { errorText } from '#shared/text/error-text.ts';
import type { BackupState } from '#shared/host/backup-records.ts';
import { LEAST_FREE_FOR_ORIGINALS } from '#shared/host/limits.ts';
import { useNavigation, useSafety, useServices } from '../stores/context.ts';
import { sizeText } from '../text/format.ts';
import { agoText, safetyBannerText } from '../text/safety-text.ts';
import { backupConcern } from './backup-concern.ts';
import { Banner } from './banner.tsx';

/** Photos are refused: said before somebody takes the next one. */
export function useSpaceBanner(): ReactElement | null {
  const free = useSafety((state) => state.storage?.free ?? null);
  const goTo = useNavigation((state) => state.goTo);
  const isThere = useNavigation((state) => state.screen === 'safety');
  if (free === null || free >= LEAST_FREE_FOR_ORIGINALS) return null;
  return (
    <Banner key="space" tone="unmet" urgent lead={safetyBannerText.low(sizeText(free))} text={safetyBannerText.lowHint}>
      {!isThere && (
        <button type="button" className="btn" onClick={() => goTo('safety')}>
          {safetyBannerText.look}
        </button>
      )}
    </Banner>
  );
}

/** No backup for a week, or the last attempt failed; put aside until that changes. */
export function useBackupBanner(): ReactElement | null {
  const now = useServices().now();
  const backup = useSafety((state) => state.backup);
  const goTo = useNavigation((state) => state.goTo);
  const isThere = useNavigation((state) => state.screen === 'safety');
  const [putAside, setPutAside] = useState('');
  const concern = backupConcern(backup, now);
  if (concern === null || isThere || putAside === concern) return null;
  return (
    <Banner key="backup" tone="und" {...backupWords(backup, concern, now)}>
      <button type="button" className="btn" onClick={() => goTo('safety')}>
        {safetyBannerText.open}
      </button>
      <button type="button" className="btn" onClick={() => setPutAside(concern)}>
        {safetyBannerText.later}
      </button>
    </Banner>
  );
}

function backupWords(backup: BackupState | null, concern: string, now: number) {
  const last = backup?.last ?? null;
  const ago = last === null ? '' : agoText(now - Date.parse(last.at));
  if (concern === 'old') return { lead: safetyBannerText.old(ago), text: safetyBannerText.oldHint };
  const { happened } = errorText(backup?.failure ?? { code: 'app.internal' });
  const good = last === null ? safetyBannerText.noneGood : safetyBannerText.lastGood(ago);
  return { lead: safetyBannerText.failed, text: happened + good };
}
