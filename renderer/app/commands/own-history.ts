import { focusOf } from '#renderer/parts/commands/focus.ts';

/** What has been in a text field since it got the focus with something typed elsewhere before, and where its own 撤销 and 重做 have led. */
interface Stay {
  texts: string[];
  at: number;
}

const stays = new WeakMap<EventTarget, Stay>();

type TextElement = HTMLInputElement | HTMLTextAreaElement;

const isText = (target: EventTarget | null): target is TextElement =>
  focusOf(target) === 'text' && (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement);

/**
 * Follows what is typed in the field with the focus. The browser keeps one history for the whole page: with nothing of its
 * own left to take back, its 撤销 in one field would empty another. `onShown` calls back whenever the window may show other
 * texts than were typed; it answers how to stop.
 */
export function watchOwnHistory(onShown: (look: () => void) => () => void): () => void {
  let lastTyped: EventTarget | null = null;
  // What the program has written into a field ends the browser's history of it, even where the same text comes back.
  const look = () => {
    if (!isText(lastTyped) || stands(lastTyped)) return;
    stays.set(lastTyped, { texts: [lastTyped.value], at: 0 });
    lastTyped = null;
  };
  const onFocus = ({ target }: FocusEvent): void => {
    // Back from a menu, with nothing typed elsewhere since: the page's history still ends with this field.
    if (isText(target) && !(target === lastTyped && stands(target)))
      stays.set(target, { texts: [target.value], at: 0 });
  };
  const onInput = (event: Event): void => {
    const { target } = event;
    const stay = isText(target) ? stays.get(target) : undefined;
    lastTyped = target;
    if (!isText(target) || stay === undefined) return;
    const kind = event instanceof InputEvent ? event.inputType : '';
    if (kind === 'historyUndo') stay.at = Math.max(0, stay.texts.slice(0, stay.at).lastIndexOf(target.value));
    else if (kind === 'historyRedo') stay.at = after(stay, target.value);
    else Object.assign(stay, { texts: [...stay.texts.slice(0, stay.at + 1), target.value], at: stay.at + 1 });
  };
  addEventListener('focusin', onFocus, true);
  addEventListener('input', onInput, true);
  const stop = onShown(() => requestAnimationFrame(look));
  return () => {
    stop();
    removeEventListener('focusin', onFocus, true);
    removeEventListener('input', onInput, true);
  };
}

/** Whether the field shows what its history ends with. */
function stands(field: TextElement): boolean {
  const stay = stays.get(field);
  return stay !== undefined && stay.texts[stay.at] === field.value;
}

function after({ texts, at }: Stay, text: string): number {
  const found = texts.indexOf(text, at + 1);
  return found < 0 ? texts.length - 1 : found;
}

/** Whether a field has something of its own to take back, or to bring again. */
export function hasOwn(step: 'undo' | 'redo', field: EventTarget | null): boolean {
  const stay = field === null ? undefined : stays.get(field);
  if (stay === undefined) return false;
  return step === 'undo' ? stay.at > 0 : stay.at < stay.texts.length - 1;
}

/** Which of the two a key asks a text field for; null: neither. */
export function historyKey(event: KeyboardEvent): 'undo' | 'redo' | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
  return key === 'y' && !event.shiftKey ? 'redo' : null;
}
