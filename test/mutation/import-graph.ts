import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { parseSync } from 'vite';

/** Files by the files that import a value from them. */
export type Importers = ReadonlyMap<string, ReadonlySet<string>>;

/** Who imports whom among the project's files, by paths from its root. */
export function importersAmong(root: string, files: readonly string[]): Importers {
  const importers = new Map<string, Set<string>>(files.map((file) => [file, new Set()]));
  for (const file of files) {
    for (const specifier of importsOf(readFileSync(join(root, file), 'utf8'), file)) {
      importers.get(projectPath(file, specifier))?.add(file);
    }
  }
  return importers;
}

function importsOf(source: string, name: string): readonly string[] {
  const { module } = parseSync(name, source);
  const imported = module.staticImports.filter(
    ({ entries }) => entries.length === 0 || entries.some((one) => !one.isType),
  );
  const exported = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) => (moduleRequest === null || isType ? [] : [moduleRequest.value])),
  );
  const dynamic = module.dynamicImports.map(({ moduleRequest: { start, end } }) => source.slice(start + 1, end - 1));
  return [...imported.map(({ moduleRequest }) => moduleRequest.value), ...exported, ...dynamic];
}

function projectPath(file: string, specifier: string): string {
  if (specifier.startsWith('#')) return specifier.slice(1);
  return posix.normalize(posix.join(dirname(file), specifier));
}

/**
 * The test files that reach a file: first those of the folder that mirrors the file's, then those of a folder of the same
 * name elsewhere, then the others by how much of the way to their folder is the file's own; of each the nearest first.
 * What a file is for is said beside its own tests, however many files lie between: they often go in by the front door,
 * while others come past it by a shorter way.
 */
export function testsOf(file: string, importers: Importers, isTest: (path: string) => boolean): readonly string[] {
  const seen = new Set([file]);
  let near: readonly string[] = [file];
  while (near.length > 0) {
    near = [...new Set(near.flatMap((one) => [...(importers.get(one) ?? [])].filter((each) => !seen.has(each))))];
    for (const importer of near) seen.add(importer);
  }
  const kinship = kinshipTo(dirname(file));
  return [...seen].filter(isTest).toSorted((a, b) => kinship(b) - kinship(a));
}

/** How close a test's folder is to that of what is tested; more is closer. */
function kinshipTo(folder: string): (test: string) => number {
  const steps = folder.split('/');
  return (test) => {
    const theirs = dirname(test).split('/').slice(1);
    if (theirs.join('/') === folder) return Number.POSITIVE_INFINITY;
    if (theirs.at(-1) === steps.at(-1)) return steps.length;
    const parting = steps.findIndex((step, at) => step !== theirs[at]);
    return parting < 0 ? steps.length : parting;
  };
}
