import { appendFile, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createSerial } from '#shared/serial.ts';

const MAX_BYTES = 1024 * 1024;
const KEPT_FILES = 5;

/** Plain values only: never an answer, a name, a place. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

export interface Log {
  info(event: string, fields?: LogFields): void;
  /** Records an exception; folders that could name a person are cut out of its text. */
  fault(event: string, fault: unknown, fields?: LogFields): void;
  /** Waits until everything is written. */
  flush(): Promise<void>;
}

/** One JSON object a line in `host.jsonl`, rotated at 1 MB, five files kept. A log that cannot be written is given up. */
export function openLog(folder: string, now: () => number): Log {
  const path = join(folder, 'host.jsonl');
  const serial = createSerial();
  const write = (level: 'info' | 'error', event: string, fields: LogFields): void => {
    const line = `${JSON.stringify({ at: new Date(now()).toISOString(), level, event, ...fields })}\n`;
    void serial
      .run('log', async () => {
        await rotate(path);
        await appendFile(path, line);
      })
      .catch(() => undefined);
  };
  return {
    info: (event, fields = {}) => write('info', event, fields),
    fault: (event, fault, fields = {}) => write('error', event, { ...fields, ...describe(fault) }),
    flush: () => serial.idle(),
  };
}

async function rotate(path: string): Promise<void> {
  const size = (await stat(path).catch(() => null))?.size ?? 0;
  if (size < MAX_BYTES) return;
  await rm(`${path}.${KEPT_FILES - 1}`, { force: true });
  for (let index = KEPT_FILES - 2; index > 0; index -= 1) {
    await rename(`${path}.${index}`, `${path}.${index + 1}`).catch(() => undefined);
  }
  await rename(path, `${path}.1`);
}

/** An exception's name, code and places in our code; its message may quote data and is left out. */
function describe(fault: unknown): LogFields {
  if (!(fault instanceof Error)) return { fault: typeof fault };
  const frames = (fault.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  const stack = frames.slice(0, 12).join('\n').replaceAll(homedir(), '~');
  const code = 'code' in fault && typeof fault.code === 'string' ? fault.code : null;
  return { fault: fault.name, code, stack };
}
