import { cutText } from '#shared/reading/characters.ts';
import type { Stores } from '../stores/context.ts';
import { periodText } from '../text/format.ts';

/** Puts each inspection that is opened at the head of 最近打开, from now on. */
export function keepRecent({ session, recent }: Pick<Stores, 'session' | 'recent'>): void {
  void recent.getState().load();
  session.subscribe(({ inspection }, { inspection: before }) => {
    if (inspection === null || inspection.id === before?.id) return;
    const { community, period } = inspection.facts.profile;
    void recent
      .getState()
      .note({ inspection: inspection.id, title: cutText(`${community} ${periodText(period)}`, 120) });
  });
}
