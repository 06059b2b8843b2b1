import { globSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { listPackage } from '@electron/asar';

/** The files in an app.asar, without its folders, with forward slashes and sorted. */
export function archivedFiles(archive: string): string[] {
  const paths = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/').slice(1));
  return paths.filter((path) => !paths.some((other) => other.startsWith(`${path}/`))).toSorted();
}

/** The files below a folder, with forward slashes and sorted. */
export function filesBelow(folder: string): string[] {
  return globSync('**/*', { cwd: folder })
    .filter((path) => lstatSync(join(folder, path)).isFile())
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted();
}

/** What files weigh together, in megabytes. */
export function megabytes(folder: string, files: readonly string[]): number {
  return files.reduce((sum, file) => sum + lstatSync(join(folder, file)).size, 0) / 1e6;
}

/** The packages and modules that bundled code asks for by name while it runs. */
export function importsOf(code: string): string[] {
  const found = code.matchAll(/^(?:import|export)\b[^'"\n]*"([^"\n]+)";?$|\brequire\("([^"\n]+)"\)/gm);
  return [...new Set([...found].map(([, imported, required]) => imported ?? required ?? ''))].toSorted();
}
