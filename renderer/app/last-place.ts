import * as v from 'valibot';
import { SCREENS } from '#shared/commands/state.ts';
import { InspectionId } from '#shared/ids.ts';
import type { Stores } from '../stores/context.ts';

const KEY = 'workbench.place';
const Place = v.object({ inspection: v.nullable(InspectionId), screen: v.picklist(SCREENS), indicator: v.number() });

/** Brings a reloaded window back to where it was, and remembers from then on; lives as long as the window. */
export function keepPlace({ navigation, session }: Pick<Stores, 'navigation' | 'session'>, storage: Storage): void {
  const last = readPlace(storage);
  if (last !== null && last.inspection !== null) {
    navigation.setState({ screen: last.screen, indicator: last.indicator });
    void session.getState().open(last.inspection);
  }
  const remember = () => {
    const { screen, indicator } = navigation.getState();
    const { inspection, phase } = session.getState();
    // While an inspection is being opened the old place still stands.
    if (phase.is === 'opening') return;
    storage.setItem(KEY, JSON.stringify({ inspection: inspection?.id ?? null, screen, indicator }));
  };
  navigation.subscribe(remember);
  session.subscribe((now, before) => {
    if (now.phase !== before.phase) remember();
  });
}

function readPlace(storage: Storage): v.InferOutput<typeof Place> | null {
  try {
    const parsed = v.safeParse(Place, JSON.parse(storage.getItem(KEY) ?? 'null'));
    return parsed.success ? parsed.output : null;
  } catch {
    // Not ours, or damaged: begin at the list.
    return null;
  }
}
