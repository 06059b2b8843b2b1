import { existsSync, globSync, readFileSync, readdirSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import type { Licences } from '#shared/help/manual.ts';

const Manifest = v.object({
  name: v.string(),
  version: v.string(),
  license: v.optional(v.union([v.string(), v.object({ type: v.string() })]), ''),
  dependencies: v.optional(v.record(v.string(), v.string()), {}),
});
type Manifest = v.InferOutput<typeof Manifest>;

/** Fonts come with the program, whether or not code names them; their terms lie in resources/fonts. */
const FONTS: Readonly<Record<string, string>> = {
  '@expo-google-fonts/noto-serif-sc': 'NotoSerifSC-OFL.txt',
  '@expo-google-fonts/noto-sans-sc': 'NotoSansSC-OFL.txt',
};

/**
 * Everything of others that the program may contain: the packages that its sources import, what those depend on, Electron
 * and the fonts. Rather too many than too few: what a bundler leaves out is listed as well.
 */
export function collectLicences(root: string): Licences {
  const found = new Map<string, Licences[number]>();
  const visit = (name: string, from: string): void => {
    const folder = findPackage(name, from);
    // Optional packages of other systems are not installed, so nothing of them is in the program.
    if (folder === undefined) return;
    const manifest = v.parse(Manifest, JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
    const key = `${manifest.name} ${manifest.version}`;
    if (found.has(key)) return;
    found.set(key, entryOf(root, folder, manifest));
    // Electron's own dependencies only fetch it.
    if (manifest.name !== 'electron') Object.keys(manifest.dependencies).forEach((inner) => visit(inner, folder));
  };
  for (const name of [...importedPackages(root), 'electron', ...Object.keys(FONTS)]) visit(name, root);
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function entryOf(root: string, folder: string, { name, version, license }: Manifest): Licences[number] {
  const font = FONTS[name];
  const text = font === undefined ? licenceText(folder) : readFileSync(join(root, 'resources', 'fonts', font), 'utf8');
  const licence = font === undefined ? (typeof license === 'string' ? license : license.type) : 'OFL-1.1';
  return { name, version, licence, text: text.trim() };
}

function licenceText(folder: string): string {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  return file === undefined ? '' : readFileSync(join(folder, file), 'utf8');
}

/** Names of the packages that the program's sources import. */
function importedPackages(root: string): readonly string[] {
  const names = globSync('{shared,electron,renderer}/**/*.{ts,tsx}', { cwd: root }).flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return [...text.matchAll(/(?:from|import) ?\(?'([^'#.][^']*)'/g)].map(([, specifier = '']) => packageOf(specifier));
  });
  return [...new Set(names)].filter((name) => !isBuiltin(name)).toSorted();
}

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** A package's folder, as Node looks for it: in the nearest node_modules upwards. */
function findPackage(name: string, from: string): string | undefined {
  const folder = join(from, 'node_modules', name);
  if (existsSync(join(folder, 'package.json'))) return folder;
  return dirname(from) === from ? undefined : findPackage(name, dirname(from));
}
