import { readTarget } from '#shared/facts/target.ts';
import { registerKey, type Register } from '#shared/log/register.ts';
import { indicatorOfRegister } from '../parts/register-indicator.ts';
import type { Stores } from '../stores/context.ts';

/** Frames to wait for a screen that is being shown. */
const FRAMES = 30;

/** Shows the place that a change is about, and puts the focus on its field as a whole: keys stay commands there. */
export function goToPlace({ navigation, session }: Pick<Stores, 'navigation' | 'session'>, register: Register): void {
  const history = session.getState().inspection?.folded.history ?? [];
  const clauseOf = (id: string): string | undefined =>
    history
      .flatMap(({ draft }) => (draft?.type === 'evidence.added' ? [draft.payload.evidence] : []))
      .findLast((evidence) => evidence.id === id)?.clause;
  const indicator = indicatorOfRegister(register, clauseOf);
  if (indicator === null) {
    if (register.of === 'profile' || register.of === 'estate') navigation.getState().editProfile(true);
    return;
  }
  const clause = clauseOfRegister(register, clauseOf);
  navigation.getState().showIndicator(indicator, clause ?? undefined);
  focusWhenShown(registerKey(register), clause, FRAMES);
}

function clauseOfRegister(register: Register, clauseOf: (id: string) => string | undefined): string | null {
  if (register.of === 'answer') return register.clause;
  if (register.of === 'evidence') return readTarget(clauseOf(register.id) ?? '')?.clause ?? null;
  if (register.of !== 'waiver' && register.of !== 'override') return null;
  return readTarget(register.target)?.clause ?? null;
}

function focusWhenShown(place: string, clause: string | null, frames: number): void {
  requestAnimationFrame(() => {
    const field = document.querySelector(`[data-place="${CSS.escape(place)}"]`);
    const target =
      field?.closest<HTMLElement>('.f, section') ??
      (clause === null ? null : document.getElementById(`clause-${clause}`));
    if (target === null) return frames > 0 ? focusWhenShown(place, clause, frames - 1) : undefined;
    target.tabIndex = -1;
    target.scrollIntoView({ block: 'nearest' });
    target.focus({ preventScroll: true });
    target.classList.remove('arrived');
    requestAnimationFrame(() => target.classList.add('arrived'));
  });
}
