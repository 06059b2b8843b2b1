import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beginTemporary } from '#electron/services/disk/temporary-file.ts';
import { tempFolder } from '#test/electron/services/temp-host.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
beforeEach(async () => {
  folder = await tempFolder();
});
afterEach(() => folder.drop());

const at = (name: string): string => join(folder.path, name);
const left = (): Promise<string[]> => readdir(folder.path);

/** The number of a process that has ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

/** A temporary of this machine by another process. */
const temporaryOf = async (pid: number): Promise<string> =>
  basename(await beginTemporary(folder.path)).replace(`-${process.pid}-`, `-${pid}-`);

async function age(name: string, minutes: number): Promise<void> {
  const then = Date.now() / 1000 - minutes * 60;
  await utimes(at(name), then, then);
}

describe('the temporary of a file in a folder of the user', () => {
  it('[PK16] of a process that is gone goes with the next one, one that is being written stays', async () => {
    const [killed, living] = [await temporaryOf(await deadPid()), await temporaryOf(process.ppid)];
    for (const name of [killed, living]) await writeFile(at(name), 'half');
    const own = basename(await beginTemporary(folder.path));
    expect(await left()).not.toContain(killed);
    expect(await left()).toEqual(expect.arrayContaining([living, own]));
  });

  it('of another machine or an earlier version goes when nobody has touched it for an hour', async () => {
    const [other, earlier] = ['.workbench-00000000-1-0123456789ab.part', '.workbench-0123456789ab.part'];
    for (const name of [other, earlier]) await writeFile(at(name), 'half');
    await age(other, 50);
    await age(earlier, 50);
    await beginTemporary(folder.path);
    expect(await left()).toEqual(expect.arrayContaining([other, earlier]));
    await age(other, 70);
    await age(earlier, 70);
    await beginTemporary(folder.path);
    expect(await left()).not.toEqual(expect.arrayContaining([other]));
    expect(await left()).not.toEqual(expect.arrayContaining([earlier]));
  });

  it('touches nothing of anybody else, however old', async () => {
    const others = ['a.part', '.workbench-mine.part', '.workbench-0123456789ab.part.ysb', '公示.pdf'];
    for (const name of others) await writeFile(at(name), '');
    await mkdir(at('.workbench-0123456789aa.part'));
    for (const name of await left()) await age(name, 10_000);
    await beginTemporary(folder.path);
    expect(await left()).toEqual(expect.arrayContaining([...others, '.workbench-0123456789aa.part']));
  });

  it('is for its owner alone where that is asked for', async () => {
    expect((await stat(await beginTemporary(folder.path, 0o600))).mode & 0o777).toBe(0o600);
  });
});
