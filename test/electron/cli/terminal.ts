import { readFile } from 'node:fs/promises';
import { run } from '#electron/cli/run.ts';

/** What a command has printed. */
export interface Printed {
  out: string;
  error: string;
}

/** Runs a command line as a terminal does; what it prints replaces what was printed before. */
export function terminal() {
  const printed: Printed = { out: '', error: '' };
  const workbench = (...args: string[]): Promise<number> => {
    Object.assign(printed, { out: '', error: '' });
    return run(args, {
      read: (path) => readFile(path),
      out: (text) => void (printed.out += text),
      error: (text) => void (printed.error += text),
    });
  };
  return { printed, workbench };
}
