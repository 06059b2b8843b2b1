import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { readRegularText } from '#electron/services/disk/regular-file.ts';

const run = promisify(execFile);

/** How exactly the times of other systems than Linux can be compared, in milliseconds. */
const TOLERANCE_MS = 10_000;

/**
 * When a process started, as text to be compared with `isSameStart`: on Linux the boot and the tick in it, elsewhere
 * milliseconds since the epoch; null where the system does not tell.
 */
export async function processStart(pid: number, system: NodeJS.Platform = process.platform): Promise<string | null> {
  try {
    if (system === 'linux') return await linuxStart(pid);
    const text = await (system === 'win32' ? windowsStart(pid) : posixStart(pid));
    const at = Date.parse(text.trim());
    return Number.isNaN(at) ? null : String(at);
  } catch {
    return null;
  }
}

/** Whether two answers name the same start. */
export function isSameStart(one: string, other: string): boolean {
  if (one === other) return true;
  return isTime(one) && isTime(other) && Math.abs(Number(one) - Number(other)) < TOLERANCE_MS;
}

const isTime = (text: string): boolean => /^\d+$/.test(text);

async function linuxStart(pid: number): Promise<string | null> {
  const text = await readRegularText(`/proc/${pid}/stat`);
  const boot = (await readRegularText('/proc/sys/kernel/random/boot_id')).trim();
  // Behind the last bracket of the command's name, start time is the 20th value (proc(5), field 22).
  const ticks = text.slice(text.lastIndexOf(')') + 2).split(' ')[19];
  return ticks === undefined ? null : `${boot}/${ticks}`;
}

async function posixStart(pid: number): Promise<string> {
  const env = { ...process.env, LC_ALL: 'C' };
  return (await run('ps', ['-o', 'lstart=', '-p', String(pid)], { env })).stdout;
}

async function windowsStart(pid: number): Promise<string> {
  const command = `(Get-Process -Id ${pid}).StartTime.ToUniversalTime().ToString('o')`;
  return (await run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', command], { windowsHide: true }))
    .stdout;
}
