// From the system's Node, which may be old, to the project's.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { node24, ROOT } from './project.mjs';

/**
 * Prepares, then runs `script` on Node 24 in place of this process: same terminal, same signals, same exit code.
 * @param {string} script path from the project root
 * @param {readonly string[]} args
 * @param {() => void} prepare throws with a message for the person where it cannot
 */
export function handOver(script, args, prepare) {
  try {
    prepare();
  } catch (fault) {
    console.error(fault instanceof Error ? fault.message : fault);
    process.exitCode = 1;
    return;
  }
  const path = [dirname(node24()), join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const child = spawn(node24(), [join(ROOT, script), ...args], {
    stdio: 'inherit',
    // Sources are stripped of their types and compiled once, not at every start: a host is there in half the time.
    env: { NODE_COMPILE_CACHE: join(ROOT, 'out', 'compile-cache'), ...process.env, PATH: path },
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
  });
}
