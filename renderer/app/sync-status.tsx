import { useConnection, useJobs, useNavigation, useSession, useSync } from '../stores/context.ts';
import { workOf } from '../stores/jobs.ts';
import { overallOf, type Overall } from '../parts/sync-overall.ts';
import { gapText, shortGap, syncHeadText, syncPhaseText } from '../text/sync-text.ts';
import { Icon, type IconName } from '../ui/icons.tsx';

interface Said {
  readonly tone: 'met' | 'unmet' | 'und' | 'quiet';
  readonly icon: IconName;
  readonly text: string;
  /** The whole of it, as a tool tip and for who cannot see. */
  readonly hint: string;
}

/** How far what is shared lies at a place as well, at one glance; leads to 同步. Nothing where there are no places. */
export function SyncStatus() {
  const goTo = useNavigation((state) => state.goTo);
  const said = useSaid();
  const progress = useJobs((state) => workOf('sync')(state)?.progress);
  if (said === null) return null;
  const running = progress === undefined ? null : syncPhaseText(progress);
  return (
    <button
      type="button"
      className={`sync-state ${running === null ? said.tone : 'quiet'}`}
      title={`${running === null ? '' : `${running}。`}${said.hint}${syncHeadText.open}`}
      onClick={() => goTo('sync')}
    >
      <Icon name={running === null ? said.icon : 'sync'} size={16} />
      <span>{running ?? said.text}</span>
    </button>
  );
}

function useSaid(): Said | null {
  const places = useSync((state) => state.places);
  const present = useSync((state) => state.present);
  const failure = useSync((state) => state.failure);
  const isLost = useConnection((state) => state.isLost);
  const inspection = useSession((state) => state.inspection?.id ?? null);
  const count = useSession((state) => state.unsaved);
  if (failure !== null) return { tone: 'unmet', icon: 'alert', text: syncHeadText.unreadable, hint: '' };
  if (places === null || present === null || places.length === 0) return null;
  if (isLost) return { tone: 'quiet', icon: 'away', text: syncHeadText.unknown, hint: syncHeadText.unknownHint };
  const overall = overallOf(places, present, inspection === null ? null : { inspection, count });
  return overall === null ? null : wordsOf(overall);
}

function wordsOf(overall: Overall): Said {
  switch (overall.is) {
    case 'unused':
      return { tone: 'quiet', icon: 'sync', text: syncHeadText.unused, hint: syncHeadText.unusedHint };
    case 'stuck': {
      const gap = gapText(overall.gap);
      const hint = syncHeadText.stuckHint(overall.place) + (gap === '' ? '' : `${syncHeadText.behind(gap)}。`);
      return { tone: 'unmet', icon: 'alert', text: syncHeadText.stuck, hint };
    }
    case 'behind':
      return behindWords(overall);
    case 'there':
      return thereWords(overall);
  }
}

function behindWords({ place, gap, away }: Extract<Overall, { is: 'behind' }>): Said {
  const text = syncHeadText.behind(shortGap(gap));
  if (!away) {
    const hint = `${syncHeadText.behind(gapText(gap))}。${syncHeadText.behindHint(place)}`;
    return { tone: 'und', icon: 'sync', text, hint };
  }
  const hint = syncHeadText.awayHint(place, gapText(gap));
  return { tone: 'und', icon: 'away', text: `${syncHeadText.away(place)} · ${text}`, hint };
}

function thereWords({ place, all, files, away }: Extract<Overall, { is: 'there' }>): Said {
  const name = place ?? syncHeadText.somewhere;
  const text = files > 0 ? syncHeadText.records(name) : all ? syncHeadText.all(name) : syncHeadText.shared(name);
  const hint = [
    syncHeadText.thereHint(name),
    files > 0 ? syncHeadText.kept(files) : '',
    all ? '' : syncHeadText.notAll,
    away ? syncHeadText.nowAway : '',
  ].join('');
  return { tone: files > 0 ? 'quiet' : 'met', icon: away ? 'away' : 'saved', text, hint };
}
