import type { Focus } from '#shared/commands/available.ts';

const TEXT = 'textarea, select, input:not([type="checkbox"], [type="radio"], [type="file"])';
/** Controls that use letters and arrows themselves. A flag takes its own keys and leaves the others to the walk. */
const CONTROLS =
  'input, [role="radiogroup"]:not(.flag), [role="dialog"], [role="listbox"], [role="menubar"], .ant-select';

/** What has the focus, as far as shortcuts care. */
export function focusOf(target: EventTarget | null): Focus {
  if (!(target instanceof HTMLElement)) return 'none';
  if (target.isContentEditable || target.matches(TEXT)) return 'text';
  return target.closest(CONTROLS) === null ? 'none' : 'control';
}

/** Whether a dialog waits for an answer. */
export function isDialogOpen(): boolean {
  return [...document.querySelectorAll('[role="dialog"]')].some((dialog) => dialog.checkVisibility());
}

/** Calls back when dialogs may have come or gone; they live in a place of their own, so this costs the screens nothing. */
export function watchDialogs(changed: () => void): () => void {
  const layers = document.getElementById('layers');
  if (layers === null) return () => undefined;
  const observer = new MutationObserver(changed);
  observer.observe(layers, { childList: true, subtree: true, attributes: true, attributeFilter: ['style', 'class'] });
  return () => observer.disconnect();
}
