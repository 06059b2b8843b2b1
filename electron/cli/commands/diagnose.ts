import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { readRegularText } from '#electron/services/disk/regular-file.ts';
import { attempt } from '#electron/services/disk/attempt.ts';
import { openDiagnostics } from '#electron/services/diagnostics/diagnostics.ts';
import { dataPaths } from '#electron/services/journal/data-folder.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { err, ok, type Answer, type Result } from '#shared/result.ts';
import { parseArguments } from '#electron/cli/input/arguments.ts';
import { freePlace } from '#electron/cli/input/free-place.ts';
import type { Command, Io } from '#electron/cli/input/command.ts';
import { hashText } from '#electron/services/disk/hash.ts';

const USAGE = 'workbench diagnose --data DIR --out FILE.zip [--with-dumps] [--force]';

const OPTIONS = {
  data: { type: 'string' },
  out: { type: 'string' },
  'with-dumps': { type: 'boolean' },
  force: { type: 'boolean' },
} as const;

/**
 * `diagnose`: writes the 诊断包 of a data folder, also of one that is open elsewhere or that the program cannot open; in place
 * of another file only with `--force`.
 */
export const diagnoseCommand: Command = { usage: USAGE, run: runDiagnose };

async function runDiagnose(args: readonly string[], io: Io): Promise<Result<null, ErrorCode>> {
  const parsed = parseArguments(args, OPTIONS, USAGE);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.data === undefined || values.out === undefined || positionals.length > 0)
    return err('cli.bad-usage', { reason: '要写明 --data 和 --out', usage: USAGE });
  const root = resolve(values.data);
  const folder = await folderAt(root, values.data);
  if (!folder.ok) return folder;
  const free = await freePlace(values.out, values.force === true);
  if (!free.ok) return free;
  const about = { version: await readVersion(), edition: 'command', runtime: `Node ${process.versions.node}` } as const;
  const diagnostics = openDiagnostics({ paths: dataPaths(root), about, hash: hashText, now: Date.now });
  const saved = await diagnostics.save(resolve(values.out), { withDumps: values['with-dumps'] === true });
  if (!saved.ok) return saved;
  io.out(`${values.out}\n`);
  return ok(null);
}

/** Whether there is a folder to be diagnosed (`cli.file-unreadable`, with what the system says). */
const folderAt = (root: string, path: string): Answer<null> =>
  attempt(
    (reason) => err('cli.file-unreadable', { path, reason }),
    async () => ((await stat(root)).isDirectory() ? ok(null) : err('cli.file-unreadable', { path, reason: 'ENOTDIR' })),
  );

async function readVersion(): Promise<string> {
  const text = await readRegularText(join(import.meta.dirname, '..', '..', '..', 'package.json'));
  return v.parse(v.object({ version: v.string() }), JSON.parse(text)).version;
}
