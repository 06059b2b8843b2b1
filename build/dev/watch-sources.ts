import { watch } from 'node:fs';
import { join } from 'node:path';

/** One save is several events, a change of branch hundreds. */
const SETTLED_MS = 80;

/** Tells of changes in what the host is made of, once for those that come together, until the answer is called. */
export function watchHostSources(root: string, onChange: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const watchers = ['electron', 'shared'].map((folder) =>
    watch(join(root, folder), { recursive: true }, (_event, file) => {
      // Editors write beside a file before they write it.
      if (file === null || !/\.(?:ts|json)$/.test(file)) return;
      clearTimeout(timer);
      timer = setTimeout(onChange, SETTLED_MS);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
