/** How long the content of a package is remembered that nobody asks for any more. */
const REMEMBERED_MS = 10 * 60_000;

/**
 * What was verified of the package that was looked at last, while its file stands as it was: what is looked at and then
 * taken in is read once. No file stays open for it, so that a stick can be pulled out meanwhile.
 */
export interface PackageMemory<T> {
  /** What was verified of the package at a path while its file stood like this; null: nothing that is known. */
  recall(path: string, state: string): T | null;
  keep(path: string, state: string, contents: T): void;
  forget(): void;
}

export function createPackageMemory<T>(): PackageMemory<T> {
  let known: { readonly key: string; readonly contents: T } | null = null;
  let timer: NodeJS.Timeout | undefined;
  const forget = (): void => {
    known = null;
    clearTimeout(timer);
  };
  return {
    recall: (path, state) => (known?.key === `${path}\n${state}` ? known.contents : null),
    keep: (path, state, contents) => {
      forget();
      known = { key: `${path}\n${state}`, contents };
      timer = setTimeout(forget, REMEMBERED_MS).unref();
    },
    forget,
  };
}
