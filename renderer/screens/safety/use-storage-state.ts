import { useEffect, useState } from 'react';

/** How the browser keeps the window's index: sizes in bytes. */
export interface StorageState {
  readonly persisted: boolean;
  readonly used: number;
  readonly quota: number;
}

/** Null where the browser does not tell. `persist` asks it not to clear the index when space runs short. */
export function useStorageState(): { readonly storage: StorageState | null; readonly persist: () => Promise<void> } {
  const [storage, setStorage] = useState<StorageState | null>(null);
  useEffect(() => {
    void readState().then(setStorage);
  }, []);
  const persist = async () => {
    await navigator.storage.persist();
    setStorage(await readState());
  };
  return { storage, persist };
}

async function readState(): Promise<StorageState | null> {
  try {
    const [persisted, estimate] = await Promise.all([navigator.storage.persisted(), navigator.storage.estimate()]);
    return { persisted, used: estimate.usage ?? 0, quota: estimate.quota ?? 0 };
  } catch {
    return null;
  }
}
