/** Where in the page something stood that is gone. */
interface Gap {
  readonly parent: Node;
  readonly before: Node | null;
  readonly after: Node | null;
}

/** What had the focus last in one layer (the page, or a dialog over it), and in which part of that. */
interface Held {
  readonly element: HTMLElement;
  readonly region: Element;
  readonly name: string | null;
  /** Where it stood; null while it is there. */
  readonly gap: Gap | null;
}

type Layers = Map<Element | null, Held>;

/** Parts of the window that the keyboard is not taken out of: a screen or a part of it, the head, a dialog. */
const REGION = '.screen :is(main, aside, nav), .screen > *, .app > *, [role="dialog"]';
const CONTROL = 'a[href], button, input, textarea, select, [tabindex]:not([tabindex="-1"])';
/** Takes letters and arrows for itself, which belong to the walk: the focus goes to what holds it. */
const TYPED = 'input, textarea, select';
const BLOCK = 'section, fieldset, form';

/**
 * Keeps the keyboard in the page. When what has the focus goes (a row that is settled, a button that has done its work),
 * the focus goes to what stands in its place, else to the next thing after it, else before it, in the same part of the
 * window; when what lay over it goes, back to it. Where a screen or an indicator is left as a whole, and where somebody
 * leaves a field, nothing is done.
 */
export function keepFocus(page: Document): void {
  const layers: Layers = new Map();
  const mend = () => requestAnimationFrame(() => mendFocus(page, layers));
  page.addEventListener('focusin', ({ target }) => remember(layers, target), true);
  const onLeave = ({ target, relatedTarget }: FocusEvent) => {
    // What is removed is still there now, and gone in a moment; what somebody leaves stays.
    queueMicrotask(() => {
      if (relatedTarget !== null || !(target instanceof HTMLElement)) return;
      if (target.isConnected && page.hasFocus()) layers.delete(layerOf(target));
    });
    mend();
  };
  page.addEventListener('focusout', onLeave, true);
  new MutationObserver((records) => {
    forgetClosed(layers);
    if ([...layers.values()].every(({ element }) => element.isConnected)) return;
    for (const record of records) noteGaps(layers, record);
    mend();
  }).observe(page.body, { childList: true, subtree: true });
}

/** Dialogs and lists lie beside the page itself, each in a place of its own. */
const layerOf = (element: Element): Element | null => element.closest('#layers > *');

function remember(layers: Layers, target: EventTarget | null): void {
  if (!(target instanceof HTMLElement)) return;
  const region = target.closest(REGION);
  if (region !== null) layers.set(layerOf(target), { element: target, region, name: nameOf(region), gap: null });
}

/** A dialog that was taken down has nothing to come back to. */
function forgetClosed(layers: Layers): void {
  for (const layer of layers.keys())
    if (layer?.hasChildNodes() === false || layer?.isConnected === false) layers.delete(layer);
}

const nameOf = (region: Element): string | null => region.getAttribute('aria-label');

/** What goes leaves a gap where it stood; when that goes too, the gap is where the larger part stood. */
function noteGaps(layers: Layers, { target, removedNodes, previousSibling, nextSibling }: MutationRecord): void {
  for (const [layer, last] of layers) {
    const inside = last.gap?.parent ?? last.element;
    if (last.element.isConnected || [...removedNodes].every((node) => !node.contains(inside))) continue;
    layers.set(layer, { ...last, gap: { parent: target, before: previousSibling, after: nextSibling } });
  }
}

function mendFocus(page: Document, layers: Layers): void {
  const { activeElement, body } = page;
  if (activeElement !== null && activeElement !== body) return;
  const dialog = [...page.querySelectorAll('[role="dialog"]')].findLast((one) => one.checkVisibility());
  const layer = dialog === undefined ? null : layerOf(dialog);
  const last = layers.get(layer);
  if (last === undefined) return;
  const place = last.element.isConnected ? last.element : standIn(last);
  if (place === null || !place.checkVisibility()) {
    layers.delete(layer);
    return;
  }
  if (!place.matches(CONTROL)) place.tabIndex = -1;
  place.focus({ preventScroll: place.matches(BLOCK) });
}

/** What to go to in the place of something that is gone; null: its part of the window went along, or shows something else. */
function standIn({ gap, region, name }: Held): HTMLElement | null {
  if (!region.isConnected || nameOf(region) !== name) return null;
  let at = gap;
  while (at !== null && region.contains(at.parent)) {
    const place = nearest(at);
    if (place !== null || at.parent === region) return place;
    const { parentNode, previousSibling, nextSibling } = at.parent;
    at = parentNode === null ? null : { parent: parentNode, before: previousSibling, after: nextSibling };
  }
  return null;
}

/** The first thing at or behind a gap that can have the focus, else the last before it. */
function nearest({ parent, before, after }: Gap): HTMLElement | null {
  const children: readonly Node[] = [...parent.childNodes];
  const behind =
    before?.parentNode === parent ? children.indexOf(before) + 1 : after === null ? 0 : children.indexOf(after);
  const at = Math.max(0, behind);
  for (const node of [...children.slice(at), ...children.slice(0, at).toReversed()]) {
    const place = node instanceof HTMLElement ? placeIn(node) : null;
    if (place !== null) return place;
  }
  return null;
}

function placeIn(node: HTMLElement): HTMLElement | null {
  const own = [node, ...node.querySelectorAll<HTMLElement>(CONTROL)];
  const control = own.find((one) => one.matches(CONTROL) && !one.matches(':disabled') && one.checkVisibility());
  if (control === undefined) return null;
  return node.matches(BLOCK) || control.matches(TYPED) ? node : control;
}
