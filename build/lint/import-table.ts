import { isBuiltin } from 'node:module';
import { dirname, join, posix, relative, sep } from 'node:path';

/**
 * The import table of the project: which folder may import what. One row per layer, first matching row wins, and the
 * floors within a layer below;
 * a file outside every row (test/, build/, top level) may import anything. Nothing may import test/ or build/.
 */
export type Layer = {
  readonly folder: RegExp;
  readonly layers: readonly string[];
  readonly node: boolean;
  readonly packages: 'any' | readonly string[];
  readonly electron: boolean;
};

export const IMPORT_TABLE: readonly Layer[] = [
  // The one part of shared/ with libraries of its own: what checks signatures, in the host and in a plain page alike.
  {
    folder: /^shared\/verify\//,
    layers: ['shared'],
    node: false,
    packages: ['pkijs', 'asn1js', '@cantoo/pdf-lib'],
    electron: false,
  },
  { folder: /^shared\//, layers: ['shared'], node: false, packages: ['valibot', 'canonicalize'], electron: false },
  {
    folder: /^electron\/(services|cli|browser)\//,
    layers: ['shared', 'electron'],
    node: true,
    packages: 'any',
    electron: false,
  },
  { folder: /^electron\//, layers: ['shared', 'electron'], node: true, packages: 'any', electron: true },
  { folder: /^renderer\//, layers: ['shared', 'renderer'], node: false, packages: 'any', electron: false },
];

/**
 * Floors within a layer, the ground floor first: a room imports what lies on floors below it, and nothing of another room
 * on its own. A folder that no floor names belongs to the top one. Files beside the rooms are a room of their own: `.`.
 */
export interface Building {
  readonly root: string;
  readonly floors: readonly (readonly string[])[];
}

export const BUILDINGS: readonly Building[] = [
  {
    root: 'shared',
    floors: [
      ['.'],
      ['reading', 'commands'],
      ['catalogue', 'help', 'updates', 'holding'],
      ['facts'],
      ['assess'],
      ['narrative'],
      ['assessment'],
      ['log'],
      ['publication'],
      ['package'],
      ['sync'],
      ['host'],
      ['text'],
      ['verify'],
    ],
  },
  {
    root: 'electron/services',
    floors: [
      ['disk'],
      [
        'jobs',
        'log',
        'net',
        'window',
        'settings',
        'storage',
        'arrivals',
        'recent',
        'vault',
        'signature',
        'evidence',
        'catalogues',
      ],
      ['journal'],
      ['trust', 'inspections'],
      ['holdings'],
      ['files'],
      ['backup', 'package', 'sync', 'publish', 'diagnostics', 'updates'],
      ['host'],
      ['shell-policy'],
    ],
  },
  {
    root: 'renderer',
    floors: [['host', 'db', 'workers'], ['stores'], ['text'], ['ui'], ['parts'], ['screens'], ['app'], ['.']],
  },
];

/** Parts of electron/ that load the electron module; a plain Node process must never reach them. */
const ELECTRON_ONLY = /^electron\/(glue\/|main\.ts$|preload\.ts$)/;

/** Why `specifier` must not be imported by `file` (a path relative to the project root), or undefined where it may. */
export function importFault(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('../../')) return 'climbs two folders: use a #layer/ import';
  const target = projectPath(file, specifier);
  const row = IMPORT_TABLE.find((layer) => layer.folder.test(file));
  if (row === undefined) return undefined;
  return target === undefined ? packageFault(row, specifier) : layerFault(file, row, target);
}

function layerFault(file: string, row: Layer, target: string): string | undefined {
  const layer = target.split('/')[0] ?? '';
  if (!row.layers.includes(layer)) return `${layer}/ is not for this folder`;
  const screen = screenOf(target);
  if (layer === 'renderer' && screen !== undefined && !mayImportScreen(file, screen))
    return 'a screen is for the app alone: what two of them share belongs in renderer/parts';
  if (!row.electron && ELECTRON_ONLY.test(target)) return 'this file loads electron, which does not exist here';
  return floorFault(file, target);
}

/** Why one room of a building must not import another. */
function floorFault(file: string, target: string): string | undefined {
  for (const { root, floors } of BUILDINGS) {
    const [room, other] = [roomOf(file, root), roomOf(target, root)];
    if (room === undefined || other === undefined || room === other) continue;
    const [own, asked] = [floorOf(room, floors), floorOf(other, floors)];
    if (own > asked) continue;
    return own < asked ? `${other}/ lies above ${room}/` : `${other}/ lies beside ${room}/, on the same floor`;
  }
  return undefined;
}

/** The folder of a building that a file is in; `.` for one beside the folders, undefined outside the building. */
function roomOf(path: string, root: string): string | undefined {
  if (!path.startsWith(`${root}/`)) return undefined;
  const [room = '', ...rest] = path.slice(root.length + 1).split('/');
  return rest.length === 0 ? '.' : room;
}

function floorOf(room: string, floors: Building['floors']): number {
  const floor = floors.findIndex((rooms) => rooms.includes(room));
  return floor < 0 ? floors.length - 1 : floor;
}

const screenOf = (path: string): string | undefined => /^renderer\/screens\/([^/]+)\//.exec(path)?.[1];

/** The app puts screens together; a screen is its own. */
function mayImportScreen(file: string, screen: string): boolean {
  return file.startsWith('renderer/app/') || screenOf(file) === screen;
}

function packageFault(row: Layer, specifier: string): string | undefined {
  if (isBuiltin(specifier)) return row.node ? undefined : 'Node modules do not exist in this layer';
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  if (name === 'electron') return row.electron ? undefined : 'only electron/glue, main and preload import electron';
  if (row.packages !== 'any' && !row.packages.includes(name)) return `package ${name} is not for this folder`;
  return undefined;
}

/** The imported file relative to the project root, or undefined when the specifier names a package. */
function projectPath(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('#')) return specifier.slice(1);
  if (!specifier.startsWith('.')) return undefined;
  return posix.normalize(posix.join(posix.dirname(file), specifier));
}

/** `filename` relative to the project root, with forward slashes on every system. */
export function relativeToProject(filename: string): string {
  const root = join(dirname(import.meta.dirname), '..');
  return relative(root, filename).split(sep).join('/');
}
