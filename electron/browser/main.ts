import { join } from 'node:path';
import * as v from 'valibot';
import type { Failure } from '#shared/result.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { errorText } from '#shared/text/error-text.ts';
import { readRegularText } from '#electron/services/disk/regular-file.ts';
import { openHost } from '#electron/services/shell-policy/open-host.ts';
import { type Arguments, readArguments } from './arguments.ts';
import { runEdition } from './edition.ts';
import { askRunning } from './second-start.ts';

// The browser edition: the host in plain Node, the window in Chromium (or, with --serve, in any browser by a link).
// node electron/browser/main.ts [--data DIR] [--renderer DIR] [--browser PATH] [--port N] [--serve]

const ROOT = join(import.meta.dirname, '..', '..');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  const args = readArguments(process.argv.slice(2));
  if (!args.ok) {
    say(String(args.error.detail?.['reason']));
    return 2;
  }
  const stopAsked = stopSignal();
  const version = await readVersion();
  const { dataFolder: dataDir, renderer: windowFolder } = args.value;
  const resourcesDir = join(ROOT, 'resources');
  const host = await openHost({ dataDir, resourcesDir, windowFolder, edition: 'browser', version });
  if (!host.ok) return host.error.code === 'journal.locked' ? showFirst(args.value, host.error) : fail(host.error);
  const { log } = host.value;
  try {
    return await runEdition(args.value, host.value, { say, stopAsked, onBug: (error) => log.fault('shell', error) });
  } finally {
    await host.value.close();
  }
}

/** A second start on the same data: the first one shows itself, and this one ends. */
async function showFirst({ dataFolder, files }: Arguments, failure: Failure<ErrorCode>): Promise<number> {
  const shown = await askRunning(dataFolder, files);
  if (shown === undefined) return fail(failure);
  if (shown.is === 'window') say('The program is already open on this data; its window comes to the front.');
  else say(`The program is already running on this data. Open this link; it works once: ${shown.link}`);
  return 0;
}

function fail(failure: Failure<ErrorCode>): number {
  const { happened, safe, todo } = errorText(failure);
  say(`${happened}${safe}${todo}`);
  return 1;
}

async function readVersion(): Promise<string> {
  const text = await readRegularText(join(ROOT, 'package.json'));
  return v.parse(v.object({ version: v.string() }), JSON.parse(text)).version;
}

/** Ctrl+C, a closed terminal, a system that shuts down: all end the program in order. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}

// Whoever read what is said here may go, a pager say, or a terminal that is closed: the program stays.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

process.exitCode = await main();
