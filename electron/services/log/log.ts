import { appendFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readRegularText, refuseOther } from '#electron/services/disk/regular-file.ts';
import { renameFile } from '#electron/services/disk/rename-file.ts';
import { createSerial } from '#shared/serial.ts';
import { admitFields } from './fields.ts';
import type { LogFields } from './fields.ts';
import { framesOf } from './frames.ts';
import { scrub } from './scrub.ts';

const FILE = 'host.jsonl';
const MAX_BYTES = 1024 * 1024;
const KEPT_FILES = 5;

export interface Log {
  info(event: LogEvent, fields?: LogFields): void;
  /** Records an exception: its class and its places in our code; its message may quote data and is left out. */
  fault(event: LogEvent, fault: unknown, fields?: LogFields): void;
  /** Waits until everything is written. */
  flush(): Promise<void>;
}

/** A name of the code, not a sentence: `job-ended`. */
export type LogEvent = Lowercase<string>;

/** One JSON object a line in `host.jsonl`, rotated at 1 MB, five files kept. A log that cannot be written is given up. */
export function openLog(folder: string, now: () => number): Log {
  const path = join(folder, FILE);
  const serial = createSerial();
  const write = (level: 'info' | 'error', event: string, fields: LogFields): void => {
    const at = new Date(now()).toISOString();
    const line = `${JSON.stringify({ time: at, level, event: scrub(event), ...admitFields(fields) })}\n`;
    void serial
      .run('log', async () => {
        await refuseOther(path);
        await rotate(path);
        await appendFile(path, line, { mode: 0o600 });
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
    await renameFile(`${path}.${index}`, `${path}.${index + 1}`).catch(() => undefined);
  }
  await renameFile(path, `${path}.1`);
}

function describe(fault: unknown): LogFields {
  if (!(fault instanceof Error)) return { fault: typeof fault };
  const reason = 'code' in fault && typeof fault.code === 'string' ? { reason: fault.code } : {};
  return { fault: fault.name, ...reason, at: [...framesOf(fault.stack)] };
}

/** A log file as it may leave the machine. */
export interface LogFile {
  readonly name: string;
  readonly text: string;
}

/** The log files of a folder, oldest first, each value scrubbed once more: an older program may have written them. */
export async function readLogs(folder: string): Promise<readonly LogFile[]> {
  const files: LogFile[] = [];
  for (let index = KEPT_FILES - 1; index >= 0; index -= 1) {
    const name = index === 0 ? FILE : `${FILE}.${index}`;
    const text = await readRegularText(join(folder, name)).catch(() => null);
    if (text !== null) files.push({ name, text: text.split('\n').map(cleanLine).join('\n') });
  }
  return files;
}

/** A line of values that are scrubbed one by one; what is no such line is cut short to that. */
function cleanLine(line: string): string {
  if (line === '') return line;
  try {
    return JSON.stringify(cleanValue(JSON.parse(line)));
  } catch {
    return JSON.stringify({ event: 'unreadable-line' });
  }
}

/** A JSON value with every text in it scrubbed, names of members too; times stay. */
export function cleanValue(value: unknown): unknown {
  if (typeof value === 'string') return isTime(value) ? value : scrub(value);
  if (Array.isArray(value)) return value.map(cleanValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [scrub(name), cleanValue(part)]));
}

const isTime = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text);
