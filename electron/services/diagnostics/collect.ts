import { readdir, stat, statfs } from 'node:fs/promises';
import { cpus, freemem, release, totalmem, uptime } from 'node:os';
import { join } from 'node:path';
import type { DataPaths } from '#electron/services/journal/data-folder.ts';
import { cleanValue, readLogs } from '#electron/services/log/log.ts';
import type { DiagnosticsKind } from '#shared/host/diagnostics-records.ts';
import type { AppInfo } from '#shared/host/records.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { DIAGNOSTICS_NEVER, DIAGNOSTICS_TEXT } from '#shared/text/diagnostics-text.ts';
import { checkJournal } from './check-journal.ts';
import type { CrashDump } from './crash-dumps.ts';
import { createPseudonyms } from './pseudonyms.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import { parseJson, readOrNull } from '#electron/services/disk/read.ts';

/** A file of the archive that is text. */
export interface Part {
  readonly kind: DiagnosticsKind;
  readonly name: string;
  readonly text: string;
}

export interface Surroundings {
  readonly paths: DataPaths;
  readonly about: Pick<AppInfo, 'version' | 'edition' | 'runtime'>;
  readonly hash: HashText;
}

/** Every text of an archive. `deep` also verifies the journal, which reads all of it; else its check is left out. */
export async function collectParts(
  { paths, about, hash }: Surroundings,
  dumps: readonly CrashDump[],
  deep: boolean,
  signal?: AbortSignal,
): Promise<readonly Part[]> {
  const names = createPseudonyms(hash);
  // First, because the check gives every id its stand-in.
  const journal = await checkJournal(paths.inspections, hash, names, deep ? signal : AbortSignal.abort());
  const parts = [
    json('program', 'program.json', programState(about)),
    json('system', 'system.json', await systemState(paths.root)),
    json('settings', 'settings.json', settingsState(parseJson((await readText(paths.settings)) ?? ''))),
    json('journal', 'journal.json', journal),
    json('folders', 'folders.json', await folderState(paths)),
    json(
      'crashes',
      'crashes.json',
      dumps.map(({ at, bytes }) => ({ at: new Date(at).toISOString(), bytes })),
    ),
    ...(await logParts(paths.logs, names)),
  ];
  return [readme(parts), ...parts];
}

const json = (kind: DiagnosticsKind, name: string, value: unknown): Part => ({
  kind,
  name,
  text: `${JSON.stringify(cleanValue(value), null, 2)}\n`,
});

const readText = (path: string): Promise<string | null> => readOrNull(path).catch(() => null);

/** Member by member: what else is known of the program (its folder) stays here. */
function programState({ version, edition, runtime }: Surroundings['about']) {
  const wanted = ['node', 'electron', 'chrome', 'v8', 'openssl', 'icu'];
  const engines = Object.fromEntries(wanted.map((name) => [name, process.versions[name] ?? '-']));
  return { version, edition, runtime, engines };
}

async function systemState(root: string) {
  const disk = await statfs(root).catch(() => null);
  return {
    platform: process.platform,
    release: release(),
    processor: process.arch,
    cores: cpus().length,
    memoryBytes: totalmem(),
    memoryFreeBytes: freemem(),
    programMemoryBytes: process.memoryUsage().rss,
    upSeconds: Math.round(uptime()),
    disk:
      disk === null ? null : { bytes: disk.blocks * disk.bsize, freeBytes: disk.bavail * disk.bsize, type: disk.type },
  };
}

/** Settings without what they say: a text is `set` or `empty`, only numbers and switches are told. */
export function settingsState(file: unknown): unknown {
  if (typeof file !== 'object' || file === null) return null;
  return Object.fromEntries(
    Object.entries(file).map(([name, value]) => {
      if (typeof value === 'number' || typeof value === 'boolean' || value === null) return [name, value];
      if (typeof value === 'string') return [name, value === '' ? 'empty' : 'set'];
      return [name, Array.isArray(value) ? { count: value.length } : settingsState(value)];
    }),
  );
}

async function folderState(paths: DataPaths) {
  const entries = Object.entries(paths).filter(([name]) => name !== 'root' && name !== 'settings');
  const counted = await Promise.all(entries.map(async ([name, path]) => [name, await countFiles(path)] as const));
  return Object.fromEntries(counted);
}

async function countFiles(folder: string): Promise<{ readonly files: number; readonly bytes: number }> {
  let [files, bytes] = [0, 0];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])) {
    if (!entry.isFile()) continue;
    files += 1;
    bytes += (await stat(join(entry.parentPath, entry.name)).catch(() => null))?.size ?? 0;
  }
  return { files, bytes };
}

async function logParts(folder: string, names: Pseudonyms): Promise<readonly Part[]> {
  const files = await readLogs(folder);
  for (const { text } of files)
    for (const [, id = ''] of text.matchAll(/"(?:device|inspection)":"([^"]+)"/g)) names.of(id);
  return files.map(({ name, text }) => ({ kind: 'log', name: `log/${name}`, text: names.in(text) }));
}

/** What the archive holds, for whoever is asked to pass it on. */
function readme(parts: readonly Part[]): Part {
  const lines = parts.map(({ kind, name }) => `${name}\t${DIAGNOSTICS_TEXT[kind]}`);
  return {
    kind: 'readme',
    name: '说明.txt',
    text: `\ufeff诊断包\r\n${DIAGNOSTICS_NEVER}\r\n\r\n${lines.join('\r\n')}\r\n`,
  };
}
