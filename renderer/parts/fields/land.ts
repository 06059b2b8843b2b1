/** Frames that a screen may take to show a place. */
const PATIENCE = 60;

/**
 * Puts the focus on a control, or on a part of the page as a whole, and brings it into sight. A flag is told that nobody
 * went there by Tab: the key that led there still belongs to the walk.
 */
export function landOn(place: HTMLElement): void {
  const flag = place.closest<HTMLElement>('.flag');
  if (flag !== null) flag.dataset['walked'] = '';
  if (!place.matches('button, input, textarea, select, [tabindex]')) place.tabIndex = -1;
  place.focus({ preventScroll: true });
  (place.closest('.f') ?? place).scrollIntoView({ block: 'nearest' });
}

/** Lands on a place as soon as it is on screen; `land`: in a way of its own. */
export function landWhenShown(find: () => HTMLElement | null, land = landOn, patience = PATIENCE): void {
  requestAnimationFrame(() => {
    const place = find();
    if (place !== null) land(place);
    else if (patience > 0) landWhenShown(find, land, patience - 1);
  });
}
