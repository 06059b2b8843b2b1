import { rename } from 'node:fs/promises';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rhythmOf, synchroniseAutomatically } from '#electron/services/sync/automatic.ts';
import type { PlaceState } from '#shared/host/sync-records.ts';
import { err, ok } from '#shared/result.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { InspectionId } from '#shared/ids.ts';
import { PlaceId } from '#shared/sync/places.ts';
import type { Result } from '#shared/result.ts';
import { append, newInspection, note, standing } from '#test/electron/services/package/package-world.ts';
import { valueOf } from '#test/electron/services/package/value-of.ts';
import { newSyncWorld } from './sync-world.ts';
import type { SyncWorld } from './sync-world.ts';

describe('synchronisation that nobody asks for', () => {
  let world: SyncWorld;
  beforeEach(async () => {
    world = await newSyncWorld();
  });
  afterEach(() => world.end());

  it('[SY7] brings what one laptop writes to another, both ways, and goes on by itself when the stick is back', async () => {
    const often = { syncBeatMs: 10 };
    const [a, b] = [await world.laptop('a', often), await world.laptop('b', often)];
    const id = await newInspection(a.host, 1);
    for (const laptop of [a, b]) await laptop.use({ auto: true });
    await a.share(id);
    await expect.poll(async () => (await a.state()).inspections[0]?.unsent).toBe(0);
    await b.share(id);
    await expect.poll(async () => (await b.state()).inspections[0]?.filesMissing).toBe(0);
    await append(b.host, id, [note(1, '乙写的')]);
    const noted = async () => valueOf(await a.host.parts.inspections.open(id)).state.facts.notes[1];
    await expect.poll(noted).toBe('乙写的');
    await rename(world.stick, `${world.stick}-away`);
    await append(a.host, id, [note(2, '没有 U 盘')]);
    await expect.poll(async () => (await a.state()).failure?.why.code).toBe('sync.unreachable');
    await rename(`${world.stick}-away`, world.stick);
    await expect.poll(async () => (await standing(b.host, id)).facts?.notes[2]).toBe('没有 U 盘');
    expect((await a.state()).failure).toBeNull();
  });

  const RHYTHM = rhythmOf(10);

  const PLACE: PlaceState = {
    place: {
      kind: 'folder',
      id: v.parse(PlaceId, 'p00112233445566a'),
      name: 'U 盘',
      folder: '/stick',
      auto: true,
      originals: true,
      inspections: [v.parse(InspectionId, 'inspection-1')],
    },
    contact: null,
    failure: null,
    job: null,
    news: [],
    inspections: [],
    offered: [],
  };

  /** When a place is synchronised with, whose synchronisations end as they are told to, by a clock that is moved by hand. */
  async function watch(answers: readonly Result<null, ErrorCode>[], moveBy: number, rounds: number, code?: ErrorCode) {
    let now = 0;
    const runs: number[] = [];
    const failure = code === undefined ? null : { at: '2024-08-01T00:00:00.000Z', why: { code } };
    const automatic = synchroniseAutomatically(
      { ...RHYTHM, beat: 1 },
      {
        state: async () => {
          now += moveBy;
          return ok({ places: [{ ...PLACE, failure }], dialog: false });
        },
        run: async () => {
          runs.push(now);
          return answers[runs.length - 1] ?? ok(null);
        },
        steady: () => now,
        chance: () => 0.5,
      },
    );
    await expect.poll(() => now).toBeGreaterThan(rounds * moveBy);
    automatic.stop();
    return runs;
  }

  it('[SY7] tries again after failures at growing intervals, and not at all where somebody has to mend it', async () => {
    const away = err('sync.unreachable');
    const runs = await watch([away, away, away, away, away, away], 5, 150);
    const pauses = runs.slice(1, 6).map((at, index) => at - (runs[index] ?? 0));
    expect(pauses.every((pause, index) => pause >= (pauses[index - 1] ?? 0))).toBe(true);
    expect(pauses[4]).toBeGreaterThanOrEqual(RHYTHM.usual);
    expect(await watch([], 5, 60, 'sync.other-place')).toEqual([]);
  });
});
