import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const MAIN = join(ROOT, 'electron', 'browser', 'main.ts');
const RENDERER = join(ROOT, 'out', 'renderer');
const START_LIMIT_MS = 30_000;

/** The true host in a process of its own. */
export interface HostProcess {
  /** The one-time link that it printed; empty where it opened a window instead. */
  readonly link: string;
  /** Settles with the exit code; null: a signal ended it. */
  readonly ended: Promise<number | null>;
  readonly output: () => string;
  /** Asks it to end, as Ctrl+C does, and answers the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL: nothing is flushed, nothing said goodbye to. */
  kill(): Promise<void>;
}

/** Serves a data folder on a port, ready when its link is printed. */
export async function startHost(dataFolder: string, port: number): Promise<HostProcess> {
  const running = run(['--serve', '--data', dataFolder, '--port', String(port), '--renderer', RENDERER]);
  const link = await waitFor(running, /works once: (\S+)/);
  return { ...running.host, link };
}

/** Opens the product's own window on a display. */
export function startWindow(dataFolder: string, browser: string, display: string): HostProcess {
  const args = ['--data', dataFolder, '--renderer', RENDERER, '--browser', browser];
  return run(args, { DISPLAY: display }).host;
}

interface Running {
  readonly child: ChildProcess;
  readonly host: HostProcess;
}

function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  const child = spawn(process.execPath, [MAIN, ...args], {
    // Test runners set both colour variables, of which node complains in the output that is looked at.
    env: { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  }
  const ended = once(child, 'close').then(() => child.exitCode);
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  const host = {
    link: '',
    ended,
    output: () => output,
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
  };
  return { child, host };
}

/** What the host prints that fits `pattern`; rejects with all it printed when it ends or takes too long. */
function waitFor({ child, host }: Running, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      child.kill('SIGKILL');
      reject(new Error(`the host ${why}: ${host.output()}`));
    };
    const timer = setTimeout(() => fail('printed no link'), START_LIMIT_MS);
    child.stdout?.on('data', () => {
      const found = pattern.exec(host.output())?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    });
    child.once('close', () => {
      clearTimeout(timer);
      fail('ended at once');
    });
  });
}
