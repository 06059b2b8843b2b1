import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './setup/project.mjs';

// npm run -s stack -- [FILE] [--maps DIR]
// Prints a log, or any text with stacks in it, with the places in bundles replaced by those in the sources. The maps are those
// of out/, which belong to the bundles built last; for a release, DIR is where its maps were put when it was published.

/** Places in bundles, as stacks and the log name them: the window's under assets/, those of Electron's scripts under electron/. */
const PLACE = /\b(assets|electron)\/([\w.-]+\.c?js):(\d+):(\d+)/g;

/** `text` with places in the sources, and the bundles whose map is not in `folder`, whose places stay as they are. */
export function readStack(
  text: string,
  folder: string,
): { readonly text: string; readonly unknown: readonly string[] } {
  const unknown = new Set<string>();
  const maps = new Map<string, OpenMap | undefined>();
  const read = text.replaceAll(PLACE, (place, kind: string, file: string, line: string, column: string) => {
    const bundle = `${kind}/${file}`;
    if (!maps.has(bundle)) maps.set(bundle, openMap(folder, kind, file));
    const map = maps.get(bundle);
    if (map === undefined) unknown.add(bundle);
    return map?.originOf(Number(line), Number(column)) ?? place;
  });
  return { text: read, unknown: [...unknown] };
}

interface OpenMap {
  /** Lines and columns count from 1, as in stacks. */
  originOf(line: number, column: number): string | undefined;
}

/** Beside the bundle, or all maps together in one folder. */
function openMap(folder: string, kind: string, file: string): OpenMap | undefined {
  const places = kind === 'assets' ? [join('renderer', 'assets'), 'assets', '.'] : ['electron', '.'];
  const path = places.map((place) => join(folder, place, `${file}.map`)).find((candidate) => existsSync(candidate));
  if (path === undefined) return undefined;
  const map = new SourceMap(JSON.parse(readFileSync(path, 'utf8')));
  return {
    originOf: (line, column) => {
      const origin = map.findOrigin(line, column);
      return 'fileName' in origin
        ? `${sourceOf(path, origin.fileName)}:${origin.lineNumber}:${origin.columnNumber}`
        : undefined;
    },
  };
}

/** From the map's folder; once that was moved, what is left are the steps up that no longer lead into the project. */
function sourceOf(map: string, source: string): string {
  const inProject = relative(ROOT, resolve(dirname(map), source));
  const steps = inProject.startsWith('..') || !existsSync(join(ROOT, inProject)) ? source : inProject;
  return steps
    .split(sep)
    .join('/')
    .replace(/^(?:\.\.\/)+/, '');
}

function main(): void {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { maps: { type: 'string' } } });
  const cwd = process.env['INIT_CWD'] ?? process.cwd();
  const [file] = positionals;
  const text = readFileSync(file === undefined ? 0 : resolve(cwd, file), 'utf8');
  const folder = values.maps === undefined ? join(ROOT, 'out') : resolve(cwd, values.maps);
  const read = readStack(text, folder);
  process.stdout.write(read.text);
  for (const bundle of read.unknown) console.error(`${bundle}: no map of it in ${folder}, so it is of another build`);
  process.exitCode = read.unknown.length === 0 ? 0 : 1;
}

if (import.meta.main) main();
