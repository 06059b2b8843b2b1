import type { ReactElement } from 'react';
import { useNavigation, useUpdateOffer } from '../stores/context.ts';
import { updateText } from '../text/update-text.ts';
import { Banner } from './banner.tsx';

/** A newer program is on offer: said quietly, until it is looked at or put aside. */
export function useUpdateBanner(): ReactElement | null {
  const offered = useUpdateOffer((state) => state.offered);
  const putAside = useUpdateOffer((state) => state.putAside);
  const showPart = useNavigation((state) => state.showPart);
  const isThere = useNavigation((state) => state.screen === 'settings');
  if (offered === null || isThere) return null;
  return (
    <Banner key="update" tone="quiet" lead={updateText.banner(offered)} text={updateText.bannerHint}>
      <button
        type="button"
        className="btn"
        onClick={() => {
          putAside();
          showPart('updates');
        }}
      >
        {updateText.look}
      </button>
      <button type="button" className="btn" onClick={putAside}>
        {updateText.later}
      </button>
    </Banner>
  );
}
