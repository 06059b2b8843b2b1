import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../setup/project.mjs';
import { freePort } from '../free-port.ts';

/** Where a running host is, and the session it was asked for. */
export interface HostAt {
  readonly port: number;
  readonly authority: string;
  readonly cookie: string;
}

/** The host in a process of its own, which the window outlives. */
export interface HostLoop {
  /** The host of now, as soon as it answers; undefined once it ended by itself, as with a slip in its code. */
  current(): Promise<HostAt | undefined>;
  /** Has the windows save, ends the host and begins it anew. Changes during a restart lead to one more. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface HostLoopOptions {
  readonly dataFolder: string;
  /** For node itself, as `--inspect`. */
  readonly nodeFlags: readonly string[];
  /** Told what the host says, but for its links, which lead to a window that is not built. */
  readonly say: (line: string) => void;
}

/** Not the link of another program that runs on this data already: that one is told, and this host ends. */
const OWN_LINK = /^Open this link in a browser .*works once: (\S+)/;

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
  readonly reached: Promise<HostAt | undefined>;
}

/** Begins the host on a free port, as the browser edition's link edition: that is the program as it ships. */
export async function runHost(options: HostLoopOptions): Promise<HostLoop> {
  const port = await freePort();
  let run = begin(options, port);
  let [turn, isQueued, isOver] = [Promise.resolve(), false, false];
  const end = async (): Promise<void> => {
    run.child.kill('SIGTERM');
    await run.ended;
  };
  const again = async (): Promise<void> => {
    isQueued = false;
    await end();
    if (isOver) return;
    run = begin(options, port);
    await run.reached;
  };
  return {
    current: () => run.reached,
    restart: () => {
      if (!isQueued) turn = turn.then(again);
      isQueued = true;
      return turn;
    },
    // Also in the middle of a restart: what was begun last is ended, and nothing is begun any more.
    stop: async () => {
      isOver = true;
      await end();
      await turn;
    },
  };
}

function begin({ dataFolder, nodeFlags, say }: HostLoopOptions, port: number): Run {
  const main = join(ROOT, 'electron', 'browser', 'main.ts');
  // The page comes from vite; the host is only told a folder that has one.
  const own = ['--serve', '--port', String(port), '--data', dataFolder, '--renderer', join(ROOT, 'renderer')];
  const child = spawn(process.execPath, [...nodeFlags, main, ...own], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const reached = new Promise<HostAt | undefined>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const link = OWN_LINK.exec(line)?.[1];
      if (link !== undefined) signIn(link).then(resolve, () => resolve(undefined));
      else if (!line.startsWith('Ctrl+C')) say(line);
    });
    void ended.then(() => resolve(undefined));
  });
  return { child, ended, reached };
}

/** Swaps a one-time link for a session. By address: not every system resolves names under localhost. */
async function signIn(link: string): Promise<HostAt> {
  const { host: authority, port, pathname, search } = new URL(link);
  const asked = get({ host: '127.0.0.1', port, path: pathname + search, headers: { Host: authority } });
  const [response] = await once(asked, 'response');
  response.resume();
  const cookie = String(response.headers['set-cookie'] ?? '').split(';')[0] ?? '';
  return { port: Number(port), authority, cookie };
}
