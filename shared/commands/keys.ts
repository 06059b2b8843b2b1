/** What of a keyboard event says which key was struck. */
export interface KeyStroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  /** Whether it comes of a key that is held down. */
  readonly repeat: boolean;
}

/** Keys of an input method in composition are text, whatever they look like; 229 is how some report them. */
export function isComposing(event: { readonly isComposing: boolean; readonly keyCode: number }): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** What keys report, as the table writes it; a Chinese keyboard layout makes the wide question mark. */
const NAMES: Readonly<Record<string, string>> = {
  arrowleft: 'left',
  arrowright: 'right',
  '+': 'plus',
  '=': 'plus',
  '？': '?',
};

/** Whether a stroke is the key that the table writes as `Ctrl+Shift+Z`, `Left` or `?`. The Mac's ⌘ counts as Ctrl. */
export function isKey(stroke: KeyStroke, key: string): boolean {
  const parts = key.toLowerCase().split('+');
  const wanted = parts.at(-1) ?? '';
  const struck = stroke.key.toLowerCase();
  if (wanted !== (NAMES[struck] ?? struck)) return false;
  // A sign is what it is, however a keyboard makes it; on a letter or a named key Shift makes another key.
  const isSign = wanted.length === 1 && !/[a-z]/.test(wanted);
  return (
    parts.includes('ctrl') === (stroke.ctrlKey || stroke.metaKey) &&
    parts.includes('alt') === stroke.altKey &&
    (isSign || wanted === 'plus' || parts.includes('shift') === stroke.shiftKey)
  );
}

/** Whether a key means nothing in a text: it has Ctrl or Alt, or is a function key. */
export function isBesideText(key: string): boolean {
  return /^(Ctrl|Alt)\+|^F\d+$/.test(key);
}

const CAPS: Readonly<Record<string, string>> = { Left: '←', Right: '→', Plus: '+' };

/** The caps of a key, as they are printed: Ctrl+Plus gives Ctrl and +. */
export function capsOf(key: string): readonly string[] {
  return key.split('+').map((part) => CAPS[part] ?? part);
}
