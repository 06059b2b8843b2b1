import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeBatch } from '#electron/services/journal/line.ts';
import { InspectionId } from '#shared/ids.ts';
import { folderFor, newInspection, newWorld, note, pack, preview, take, append } from '../package/package-world.ts';
import type { World } from '../package/package-world.ts';
import { valueOf } from '../package/value-of.ts';
import { directApi } from '#test/fakes/direct-api.ts';
import { device } from '#test/shared/log/events.ts';
import { countingJournal, openJournal, streamOf, streamPath, taken } from './journal-events.ts';

let world: World;
beforeEach(async () => {
  world = await newWorld();
});
afterEach(() => world.end());

describe('taking in many streams', () => {
  it('[LG22] reads each of them once for a look and once more to take it in, however many there are', async () => {
    const read = async (streams: number): Promise<number> => {
      const { journal, count } = await countingJournal(await folderFor(world, `many-${streams}`));
      const copies = Array.from({ length: streams }, (_, index) => streamOf(`d${index}`, 2));
      for (const copy of copies) expect(valueOf(await taken(journal, copy)).is).toBe('new');
      const longer = copies.map((_, index) => streamOf(`d${index}`, 3));
      for (const copy of longer) expect(valueOf(await journal.compare(copy)).comparison.events).toBe(1);
      for (const copy of longer) expect(valueOf(await taken(journal, copy)).events).toBe(1);
      return count.events;
    };
    const [some, twice] = [await read(20), await read(40)];
    expect(some).toBeLessThanOrEqual(20 * 2 * 2);
    expect(twice / some).toBeLessThanOrEqual(2);
  });
});

describe('a look at a copy', () => {
  it('[PK14] in which this device forked leaves its id and every file as they are', async () => {
    const root = await folderFor(world, 'look');
    const { journal, save, device: own } = await openJournal(root);
    expect((await save('一', '二')).ok).toBe(true);
    const before = await readFile(join(root, 'device.json'));
    expect(valueOf(await journal.compare(streamOf('mine', 3))).comparison.is).toBe('fork');
    expect([own.current(), await readFile(join(root, 'device.json'))]).toEqual([device('mine'), before]);
    expect(valueOf(await taken(journal, streamOf('mine', 3))).is).toBe('fork');
    expect(own.current()).not.toBe(device('mine'));
  });

  it('[PK14] the preview of a package in which this device forked leaves its id as it is', async () => {
    const [mine, other] = [await world.host('mine'), await world.host('other')];
    const inspection = await newInspection(mine, 0);
    const file = join(world.path, 'a.ysb');
    await pack(mine, inspection, file);
    expect((await take(other, file)).ok).toBe(true);
    await append(mine, inspection, [note(1, '此后')]);
    const longer = join(world.path, 'b.ysb');
    await pack(mine, inspection, longer);
    // This folder is set back to before the last note, and goes on differently.
    const path = join(world.path, 'mine', 'inspections', inspection, `${mine.parts.info().device}.jsonl`);
    await world.close(mine);
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
    await writeFile(path, `${lines.slice(0, -1).join('\n')}\n`);
    await rm(join(world.path, 'mine', 'heads'), { recursive: true });
    const again = await world.host('mine');
    await append(again, inspection, [note(2, '不同')]);
    const before = await readFile(join(world.path, 'mine', 'device.json'), 'utf8');
    const seen = valueOf(await preview(again, longer));
    expect(seen.streams.map(({ is }) => is)).toEqual(['fork']);
    expect(await readFile(join(world.path, 'mine', 'device.json'), 'utf8')).toBe(before);
  });
});

describe('a stream of another device that cannot be read', () => {
  const OTHER = v.parse(InspectionId, 'inspection-2');

  it.each([
    ['a folder in its place', 'EISDIR', (path: string) => mkdir(path)],
    ['a link that leads nowhere but to itself', 'ELOOP', (path: string) => symlink(path, path)],
  ])('[LG23] %s stops no reading, no writing; it is named with the cause', async (_name, reason, put) => {
    const root = await folderFor(world, reason);
    await (await openJournal(root)).save('一');
    await put(streamPath(root, device('other')));
    const { save, texts, damage, journal } = await openJournal(root);
    expect((await save('二')).ok).toBe(true);
    expect(await texts()).toEqual(['一', '二']);
    expect(await damage()).toMatchObject({ code: 'journal.stream-unreadable', device: device('other'), reason });
    // What cannot be read is no hole to be filled: it stays where it is.
    expect(valueOf(await taken(journal, streamOf('other', 2)))).toMatchObject({ is: 'damaged-here', events: 0 });
  });

  it('[LG23] is read again once the system gives it out', async () => {
    const root = await folderFor(world, 'again');
    await (await openJournal(root)).save('一');
    const path = streamPath(root, device('other'));
    await mkdir(path);
    const { texts, damage } = await openJournal(root);
    expect(await texts()).toEqual(['一']);
    await rm(path, { recursive: true });
    await writeFile(path, encodeBatch(streamOf('other', 1).texts));
    expect([await texts(), await damage()]).toEqual([['一', 'other 0'], null]);
  });

  it('[LG23] stops no package, no list and no other inspection', async () => {
    const host = await world.host('mine');
    const inspection = await newInspection(host, 1);
    await world.close(host);
    const folder = join(world.path, 'mine', 'inspections');
    await mkdir(join(folder, inspection, 'other-device.jsonl'));
    // An inspection of which nothing can be read is listed with the cause.
    await mkdir(join(folder, OTHER, 'other-device.jsonl'), { recursive: true });
    const again = await world.host('mine');
    const api = directApi(again.call, (listener) => again.on(listener));
    const listed = valueOf(await api.call('inspection:list', {}));
    expect(listed.map(({ id, damage }) => [id, damage?.code, damage?.reason])).toEqual(
      expect.arrayContaining([
        [inspection, 'journal.stream-unreadable', 'EISDIR'],
        [OTHER, 'journal.read-failed', 'EISDIR'],
      ]),
    );
    await append(again, inspection, [note(1, '继续')]);
    const file = join(world.path, 'c.ysb');
    await pack(again, inspection, file);
    const other = await world.host('other');
    expect(valueOf(await take(other, file))).toMatchObject({ photos: 1 });
  });
});
