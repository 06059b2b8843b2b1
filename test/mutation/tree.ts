import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Question, Verdict } from './lane-process.ts';

/** What the tests read of the project; node_modules are shared. */
const COPIED = ['shared', 'electron', 'renderer', 'resources', 'build', 'test'];
const FILES = ['package.json', 'tsconfig.json', 'README.md'];
const Message = v.object({ verdict: v.nullable(v.object({ file: v.string(), test: v.string() })) });

/** How long the tests may take with one bug; one that goes round in circles is found by that. */
const LIMIT_MS = 180_000;
export const TOO_LONG: NonNullable<Verdict> = { file: '', test: 'the time limit' };

/** A copy of the project in which a bug can be planted: the work tree is never touched. */
export class Tree {
  readonly #root: string;
  #lane: ChildProcess | null = null;

  constructor(project: string, root: string) {
    this.#root = root;
    for (const name of [...COPIED, ...FILES]) cpSync(join(project, name), join(root, name), { recursive: true });
    symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'));
  }

  /** What the tests say while the file has this text; afterwards it has its own again. */
  async tried(file: string, text: string, tests: readonly string[]): Promise<Verdict> {
    const path = join(this.#root, file);
    const own = readFileSync(path, 'utf8');
    writeFileSync(path, text);
    try {
      return await this.#ask({ changed: file, tests });
    } finally {
      writeFileSync(path, own);
    }
  }

  async close(): Promise<void> {
    await this.#end();
    rmSync(this.#root, { recursive: true, force: true });
  }

  async #ask(question: Question): Promise<Verdict> {
    const lane = this.#lane ?? (await this.#start());
    lane.send(question);
    return await answerOf(lane).catch(async () => {
      await this.#end();
      return TOO_LONG;
    });
  }

  /** Its own process group, so that workers that never end can be ended with it. */
  async #start(): Promise<ChildProcess> {
    const script = join(this.#root, 'test', 'mutation', 'lane-process.ts');
    const lane = fork(script, { cwd: this.#root, detached: true, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.#lane = lane;
    await answerOf(lane);
    return lane;
  }

  async #end(): Promise<void> {
    const lane = this.#lane;
    this.#lane = null;
    if (lane?.pid === undefined || lane.exitCode !== null || lane.signalCode !== null) return;
    const ended = once(lane, 'exit');
    process.kill(-lane.pid, 'SIGKILL');
    await ended;
  }
}

/** What the lane answers; rejects when it ends instead, or takes too long. */
async function answerOf(lane: ChildProcess): Promise<Verdict> {
  const over = new AbortController();
  const end = () => over.abort();
  const timer = setTimeout(end, LIMIT_MS);
  lane.once('exit', end);
  try {
    const [message]: unknown[] = await once(lane, 'message', { signal: over.signal });
    return v.parse(Message, message).verdict;
  } finally {
    clearTimeout(timer);
    lane.off('exit', end);
  }
}
