import { createStore } from 'zustand/vanilla';

/** What forms hold that were not submitted yet, by form and field: kept until they are, whatever closes them. */
export interface KeptFormsState {
  readonly texts: Readonly<Record<string, string>>;
  readonly keep: (form: string, field: string, text: string) => void;
  /** Forgets a form: it was submitted, or its texts were given up. */
  readonly forget: (form: string) => void;
}

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const PREFIX = 'form-draft/';
const nameOf = (form: string, field: string): string => `${form}\n${field}`;

/**
 * Forms that were not submitted, in `localStorage`, where a write is done when it returns. Never anything secret: passwords
 * and certificates are not kept. Where there is no storage, or it is full, they live as long as the window.
 */
export function createKeptForms(storage: Storage | undefined) {
  return createStore<KeptFormsState>()((set, get) => ({
    texts: storage === undefined ? {} : readAll(storage),
    keep: (form, field, text) => {
      const name = nameOf(form, field);
      set({ texts: { ...get().texts, [name]: text } });
      quietly(() => storage?.setItem(PREFIX + name, text));
    },
    forget: (form) => {
      const gone = Object.keys(get().texts).filter((name) => name.startsWith(nameOf(form, '')));
      if (gone.length === 0) return;
      set({ texts: Object.fromEntries(Object.entries(get().texts).filter(([name]) => !gone.includes(name))) });
      for (const name of gone) quietly(() => storage?.removeItem(PREFIX + name));
    },
  }));
}

/** The text kept of a field; undefined: there is none. */
export function keptText({ texts }: KeptFormsState, form: string, field: string): string | undefined {
  return texts[nameOf(form, field)];
}

function readAll(storage: Storage): Record<string, string> {
  const names = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
  return Object.fromEntries(
    names
      .filter((name) => name.startsWith(PREFIX))
      .map((name) => [name.slice(PREFIX.length), storage.getItem(name) ?? '']),
  );
}

function quietly(task: () => void): void {
  try {
    task();
  } catch {
    // Full or forbidden: the text is still in this window.
  }
}
