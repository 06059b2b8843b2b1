import { SCREENS, type Screen } from '#shared/commands/state.ts';
import { useNavigation, useSafety, useSession, useSync } from '../stores/context.ts';
import type { SyncsState } from '../stores/sync.ts';
import type { Inspection } from '../stores/session-types.ts';
import { shellText } from '../text/shell-text.ts';
import { stuckIn, troubleOf } from '../parts/place-standing.ts';
import { Icon } from '../ui/icons.tsx';

/** Screens that make sense without an open inspection. */
const ALWAYS: readonly Screen[] = ['projects', 'sync', 'safety', 'settings'];

/** The screens; 总览 carries the number of contradictions nobody has answered and conflicts nobody has settled. */
export function NavRail() {
  const current = useNavigation((state) => state.screen);
  const goTo = useNavigation((state) => state.goTo);
  const open = useSession((state) => state.inspection !== null);
  const backupFailed = useSafety((state) => (state.backup?.failure ?? null) !== null);
  const syncStuck = useSync(isStuck);
  const contradictions = useSession((state) => openContradictions(state.inspection));
  const conflicts = useSession((state) => state.inspection?.folded.conflicts.length ?? 0);
  return (
    <nav className="rail" aria-label={shellText.navigation}>
      {SCREENS.map((screen) => (
        <button
          key={screen}
          type="button"
          className={screen === 'safety' ? 'end' : screen === 'settings' ? 'last' : ''}
          disabled={!open && !ALWAYS.includes(screen)}
          aria-current={screen === current ? 'page' : undefined}
          onClick={() => goTo(screen)}
        >
          <Icon name={screen} />
          {shellText.screens[screen]}
          {screen === 'safety' && backupFailed && <em title={shellText.backupFailed}>!</em>}
          {screen === 'sync' && syncStuck && <em title={shellText.syncStuck}>!</em>}
          {screen === 'board' && contradictions + conflicts > 0 && (
            <em title={shellText.toSettle(contradictions, conflicts)}>{contradictions + conflicts}</em>
          )}
        </button>
      ))}
    </nav>
  );
}

/** Something of a place waits for somebody: not a place that is merely away. */
const isStuck = ({ places, failure }: SyncsState): boolean =>
  failure !== null || (places ?? []).some((place) => troubleOf(place) === 'blocked' || stuckIn(place) > 0);

/** Contradictions without a reply. */
export function openContradictions(inspection: Inspection | null): number {
  if (inspection === null) return 0;
  return inspection.assessment.findings.filter(
    (finding) => finding.severity === 'contradiction' && finding.reply === null,
  ).length;
}
