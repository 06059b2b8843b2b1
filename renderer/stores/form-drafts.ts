import { createStore } from 'zustand/vanilla';

/** What forms hold that were not submitted yet, by form and field: kept until they are, whatever closes them. */
export interface FormDraftsState {
  readonly drafts: Readonly<Record<string, string>>;
  readonly keep: (form: string, field: string, text: string) => void;
  /** Forgets a form: it was submitted, or its texts were given up. */
  readonly forget: (form: string) => void;
}

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const PREFIX = 'form-draft/';
const nameOf = (form: string, field: string): string => `${form}\n${field}`;

/**
 * Drafts of forms, in `localStorage`, where a write is done when it returns. Never anything secret: passwords and
 * certificates have no draft. Where there is no storage, or it is full, drafts live as long as the window.
 */
export function createFormDrafts(storage: Storage | undefined) {
  return createStore<FormDraftsState>()((set, get) => ({
    drafts: storage === undefined ? {} : readAll(storage),
    keep: (form, field, text) => {
      const name = nameOf(form, field);
      set({ drafts: { ...get().drafts, [name]: text } });
      quietly(() => storage?.setItem(PREFIX + name, text));
    },
    forget: (form) => {
      const gone = Object.keys(get().drafts).filter((name) => name.startsWith(nameOf(form, '')));
      if (gone.length === 0) return;
      set({ drafts: Object.fromEntries(Object.entries(get().drafts).filter(([name]) => !gone.includes(name))) });
      for (const name of gone) quietly(() => storage?.removeItem(PREFIX + name));
    },
  }));
}

/** The draft of a field; undefined: there is none. */
export function draftIn({ drafts }: FormDraftsState, form: string, field: string): string | undefined {
  return drafts[nameOf(form, field)];
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
    // Full or forbidden: the draft is still in this window.
  }
}
