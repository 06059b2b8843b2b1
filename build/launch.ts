import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { withTextLocale } from '#electron/browser/text-locale.ts';
import { ensureElectronHost, ensureWindow } from './bundles.ts';
import { obtainElectron } from './electron-binary.ts';
import { ensureBrowser } from './setup/browser.mjs';
import { ROOT, say } from './setup/project.mjs';
import { ensureFonts } from './setup/tools.mjs';
import { flagsOrUsage } from './flags.ts';

// npm start [-- --serve] [--data DIR] [--port N] [--edition electron|browser] [FILE.ysb]
// Electron where its program is there or can be fetched, else the same host in plain Node with a Chromium window,
// else (no display, no browser, or --serve) a link to open in a browser on this machine.

const USAGE = `npm start [-- options FILE.ysb]
  FILE.ysb                      open a 数据包
  --data DIR                    keep the inspections in DIR
  --serve                       no window, only a one-time link
  --port N                      the port of the link
  --edition electron|browser    insist on one edition
  --help                        this list`;

type Command = { readonly program: string; readonly args: readonly string[] };

function readFlags() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      serve: { type: 'boolean', default: false },
      data: { type: 'string' },
      port: { type: 'string' },
      edition: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.edition !== undefined && !['electron', 'browser'].includes(values.edition))
    throw new Error(`--edition is electron or browser, not ${values.edition}`);
  // npm runs its scripts in the project; the file was named where npm was called.
  const files = positionals.map((file) => resolve(process.env['INIT_CWD'] ?? process.cwd(), file));
  return { ...values, files };
}

type Flags = ReturnType<typeof readFlags>;

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

async function command(flags: Flags): Promise<Command> {
  const shared = [...(flags.data === undefined ? [] : ['--data', flags.data]), ...flags.files];
  if (!flags.serve && flags.edition !== 'browser' && hasDisplay()) {
    const electron = obtainElectron(flags.edition === 'electron');
    if (electron !== undefined) return electronCommand(electron, shared);
    say('Starting the browser edition instead: the same program in a Chromium window.');
  }
  await ensureWindow();
  const port = flags.port === undefined ? [] : ['--port', flags.port];
  const args = [join(ROOT, 'electron', 'browser', 'main.ts'), '--renderer', join(ROOT, 'out', 'renderer')];
  return { program: process.execPath, args: [...args, ...shared, ...port, ...windowFlags(flags)] };
}

async function electronCommand(program: string, shared: readonly string[]): Promise<Command> {
  await ensureWindow();
  await ensureElectronHost();
  // Chromium's sandbox cannot run as root; packaged builds never get this flag.
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return { program, args: [ROOT, ...root, ...shared] };
}

function windowFlags(flags: Flags): string[] {
  if (flags.serve) return ['--serve'];
  if (!hasDisplay()) {
    say('There is no display here, so no window: open the link below in a browser on this machine.');
    return ['--serve'];
  }
  ensureFonts();
  const browser = ensureBrowser();
  return browser === undefined ? ['--serve'] : ['--browser', browser];
}

async function main(): Promise<void> {
  const flags = flagsOrUsage(readFlags, USAGE);
  if (flags === null) return;
  const { program, args } = await command(flags);
  const child = spawn(program, args, { stdio: 'inherit', cwd: process.cwd(), env: withTextLocale(process.env) });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}

await main();
