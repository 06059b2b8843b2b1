import { useCallback } from 'react';
import { clausesAt } from '#shared/assess/invalid-entries.ts';
import { indicatorOf, readTarget } from '#shared/facts/target.ts';
import { useStores, type Stores } from '#renderer/stores/context.ts';
import type { Inspection } from '#renderer/stores/session-types.ts';
import type { InvalidEntry, TypedPlace } from '#renderer/stores/typed-keys.ts';
import { landWhenShown } from './fields/land.ts';

/** Goes to where a text stands that is no valid value, and puts the cursor there. */
export function useGoToEntry(): (entry: InvalidEntry) => void {
  const stores = useStores();
  return useCallback(
    (entry) => {
      const { inspection } = stores.session.getState();
      if (inspection === null) return;
      show(stores, inspection, entry.place);
      const place = `[data-place="${CSS.escape(entry.key)}"]`;
      landWhenShown(() => document.querySelector<HTMLElement>(place), landInMiddle);
    },
    [stores],
  );
}

function show({ navigation }: Stores, inspection: Inspection, place: TypedPlace): void {
  const { showIndicator, editProfile } = navigation.getState();
  switch (place.of) {
    case 'note':
    case 'narrative':
      return showIndicator(place.indicator);
    case 'estate':
      return editProfile(true);
    case 'evidence': {
      const item = inspection.facts.evidence.find(({ id }) => id === place.id);
      const about = readTarget(item?.clause ?? '');
      return about === null ? undefined : showIndicator(about.indicator, about.clause ?? undefined);
    }
    case 'answer': {
      const [clause] = place.estate !== null && place.clause === null ? [] : clausesAt(inspection.catalogue, place);
      return clause === undefined ? editProfile(true) : showIndicator(indicatorOf(clause), clause);
    }
  }
}

function landInMiddle(field: HTMLElement): void {
  field.focus();
  field.scrollIntoView({ block: 'center' });
}
