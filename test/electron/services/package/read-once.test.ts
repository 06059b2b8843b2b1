import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { open, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Host } from '#electron/services/host/host.ts';
import type { JobWork } from '#electron/services/jobs/jobs.ts';
import { newInspection, newWorld, pack } from './package-world.ts';
import type { World } from './package-world.ts';
import { valueOf } from './value-of.ts';

let world: World;
let target: Host;
let file = '';
beforeEach(async () => {
  world = await newWorld();
  target = await world.host('b');
  file = join(world.path, 'a.ysb');
  const source = await world.host('a');
  await pack(source, await newInspection(source), file);
});
afterEach(() => world.end());

/** The files that this process has open, where the system tells. */
function openFiles(): string[] {
  if (!existsSync('/proc/self/fd')) return [];
  return readdirSync('/proc/self/fd').map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return '';
    }
  });
}

/** The phases that work goes through, and what comes of it. */
async function phasesOf<T>(work: JobWork<T>) {
  const phases = new Set<string>();
  const made = await work({ progress: (phase) => phases.add(phase), signal: new AbortController().signal });
  return { phases: [...phases], made };
}

const packages = () => target.parts.packages;

describe('a package that is looked at and then taken in', () => {
  it('is read once, and its file is not kept open in between', async () => {
    expect((await phasesOf(packages().preview(file))).phases).toContain('verify');
    expect(openFiles()).not.toContain(file);
    const { phases, made } = await phasesOf(packages().import(file));
    expect(phases).not.toContain('verify');
    expect(valueOf(made)).toMatchObject({ photos: 2 });
    expect(valueOf(await target.parts.inspections.list())).toHaveLength(1);
  });

  it('is read again where its file was touched, and refused where it is another', async () => {
    valueOf((await phasesOf(packages().preview(file))).made);
    const { atime, mtime, size } = await stat(file);
    const handle = await open(file, 'r+');
    await handle.write(Buffer.from([0]), 0, 1, Math.floor(size / 2));
    await handle.close();
    // A program that puts back the time of a file cannot put back when its entry was changed.
    await utimes(file, atime, mtime);
    const { phases, made } = await phasesOf(packages().import(file));
    expect(phases).toContain('verify');
    expect(made.ok).toBe(false);
    expect(valueOf(await target.parts.inspections.list())).toEqual([]);
  });

  it('is forgotten with its token', async () => {
    const offered = valueOf(await packages().desk.offer(file));
    valueOf((await phasesOf(packages().preview(file))).made);
    await packages().desk.discard(offered.package);
    expect((await phasesOf(packages().import(file))).phases).toContain('verify');
  });
});
