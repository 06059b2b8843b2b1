import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IDLE_MS, MAX_INCOMPLETE, openArrivals } from '#electron/services/arrivals/arrivals.ts';
import type { Arrivals } from '#electron/services/arrivals/arrivals.ts';
import { err, ok } from '#shared/result.ts';
import { tempFolder } from '#test/electron/services/temp-host.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
let isRoom: boolean;
let arrivals: Arrivals<string>;
const pathOf = (id: string): string => join(folder.path, `${id}.part`);

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  folder = await tempFolder();
  isRoom = true;
  arrivals = openArrivals({
    pathOf,
    prepare: async () => (isRoom ? ok(null) : err('package.no-space')),
    refusals: {
      tooMany: () => err('package.too-many'),
      unknown: () => err('package.not-found'),
      misplaced: (end, bytes) => err('update.wrong-size', { bytes: end, wanted: bytes }),
      incomplete: (received, bytes) => err('package.incomplete', { received, bytes }),
    },
  });
});
afterEach(async () => {
  vi.useRealTimers();
  await folder.drop();
});

const send = (id: string, at: number, text: string) => arrivals.receive(id, at, new TextEncoder().encode(text));
const UNKNOWN = { ok: false, error: { code: 'package.not-found' } };

describe('a file that arrives in pieces', () => {
  it('is the pieces in their order, for its owner alone, and goes when it is discarded', async () => {
    expect(await arrivals.begin('a', 5)).toEqual(ok(null));
    // Sent without waiting: taken one after the other all the same.
    expect(await Promise.all([send('a', 0, 'ab'), send('a', 2, 'cde')])).toEqual([
      ok({ received: 2 }),
      ok({ received: 5 }),
    ]);
    expect(arrivals.finish('a')).toEqual(ok(pathOf('a')));
    expect(await readFile(pathOf('a'), 'utf8')).toBe('abcde');
    await arrivals.discard('a');
    expect(await readdir(folder.path)).toEqual([]);
    expect([arrivals.finish('a'), await send('a', 5, '')]).toEqual([UNKNOWN, UNKNOWN]);
  });

  it.each([
    ['a gap', 3, 'd', 4],
    ['a piece that was there already', 0, 'ab', 2],
    ['a byte more than announced', 2, 'cdef', 6],
  ])('refuses %s, in the words of its area, and takes the right piece afterwards', async (_what, at, text, end) => {
    await arrivals.begin('a', 5);
    await send('a', 0, 'ab');
    expect(await send('a', at, text)).toEqual(err('update.wrong-size', { bytes: end, wanted: 5 }));
    expect(arrivals.finish('a')).toEqual(err('package.incomplete', { received: 2, bytes: 5 }));
    await send('a', 2, 'cde');
    expect(await readFile(pathOf('a'), 'utf8')).toBe('abcde');
  });

  it('is not begun where there is no room or the disk refuses; a piece that the disk refused may be sent again', async () => {
    isRoom = false;
    expect(await arrivals.begin('a', 5)).toEqual(err('package.no-space'));
    expect(await send('a', 0, 'a')).toEqual(UNKNOWN);
    isRoom = true;
    await expect(arrivals.begin('gone/b', 5)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await send('gone/b', 0, 'a')).toEqual(UNKNOWN);
    await arrivals.begin('c', 1);
    await rm(pathOf('c'));
    await mkdir(pathOf('c'));
    await expect(send('c', 0, 'c')).rejects.toMatchObject({ code: 'EISDIR' });
    await rm(pathOf('c'), { recursive: true });
    expect(await readdir(folder.path)).toEqual([]);
    expect(arrivals.finish('c')).toEqual(err('package.incomplete', { received: 0, bytes: 1 }));
  });
});

describe('a sender that does not come back', () => {
  it('loses what it left half-sent after the limit, and is told that it is not known', async () => {
    await arrivals.begin('a', 5);
    await send('a', 0, 'ab');
    vi.advanceTimersByTime(IDLE_MS);
    expect(await send('a', 2, 'cde')).toEqual(UNKNOWN);
    expect(arrivals.finish('a')).toEqual(UNKNOWN);
    expect(existsSync(pathOf('a'))).toBe(false);
  });

  it('loses what it only announced, too', async () => {
    await arrivals.begin('a', 5);
    vi.advanceTimersByTime(IDLE_MS);
    expect(await send('a', 0, 'ab')).toEqual(UNKNOWN);
    expect(existsSync(pathOf('a'))).toBe(false);
  });

  it('is waited for anew after each piece', async () => {
    await arrivals.begin('a', 3);
    for (const at of [0, 1, 2]) {
      vi.advanceTimersByTime(IDLE_MS - 1);
      expect(await send('a', at, 'x')).toEqual(ok({ received: at + 1 }));
    }
  });

  it('has sent everything: the file waits for its reader without a limit', async () => {
    await arrivals.begin('a', 2);
    await send('a', 0, 'ab');
    vi.advanceTimersByTime(100 * IDLE_MS);
    // Behind a removal, if there were one.
    expect(await send('a', 2, '')).toEqual(ok({ received: 2 }));
    expect(await readFile(pathOf('a'), 'utf8')).toBe('ab');
  });

  it('leaves no limit behind for the next file of that name', async () => {
    await arrivals.begin('a', 2);
    await arrivals.discard('a');
    vi.advanceTimersByTime(IDLE_MS - 1);
    await arrivals.begin('a', 2);
    vi.advanceTimersByTime(1);
    expect(await send('a', 0, 'ab')).toEqual(ok({ received: 2 }));
  });
});

it('only so many are on their way at once; those that are all there do not count, and room comes back', async () => {
  const begin = (id: number) => arrivals.begin(`f${id}`, 1);
  const begun = await Promise.all(Array.from({ length: MAX_INCOMPLETE + 1 }, (_, id) => begin(id)));
  expect(begun.filter(({ ok: isOk }) => isOk)).toHaveLength(MAX_INCOMPLETE);
  expect(begun.at(-1)).toEqual(err('package.too-many'));
  expect((await readdir(folder.path)).length).toBe(MAX_INCOMPLETE);
  await send('f0', 0, 'x');
  expect(await begin(100)).toEqual(ok(null));
  expect(await begin(101)).toEqual(err('package.too-many'));
  await arrivals.discard('f1');
  expect(await begin(102)).toEqual(ok(null));
  vi.advanceTimersByTime(IDLE_MS);
  await Promise.all(['f2', 'f100'].map((id) => send(id, 0, 'x')));
  expect(await begin(103)).toEqual(ok(null));
  expect(existsSync(pathOf('f0'))).toBe(true);
});
