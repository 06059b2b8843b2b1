import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Host } from '#electron/services/host/host.ts';
import type { InspectionId } from '#shared/ids.ts';
import { openSample, save, stateOf } from '#test/electron/services/sample-host.ts';
import { openHost, tempFolder } from '#test/electron/services/temp-host.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
beforeEach(async () => {
  folder = await tempFolder();
});
afterEach(() => folder.drop());

const NOON = Date.UTC(2024, 7, 1, 12);
const HOUR = 3_600_000;

const clocksOf = async (host: Host, inspection: InspectionId) =>
  ((await stateOf(host, inspection))?.clocks ?? []).map(({ kind, wall, by }) => ({ kind, wall, by }));

/** A wall clock that can be set, and time that passes. */
function clocks() {
  const state = { passed: 0, set: 0 };
  return { state, now: () => NOON + state.passed + state.set, steady: () => 5000 + state.passed };
}

describe('a clock that jumps', () => {
  it('[LG15] while the program runs is recorded once in each inspection written to, with the save that follows', async () => {
    const { state, now, steady } = clocks();
    const host = await openHost(folder.path, { now, steady });
    const [first, second] = [await openSample(host), await openSample(host)];
    state.passed += 3 * HOUR;
    expect(await save(host, first, '时间过去了')).toMatchObject({ ok: true });
    expect(await clocksOf(host, first)).toEqual([]);
    state.set = -HOUR;
    const saved = await save(host, first, '拨慢了');
    expect(saved.ok ? saved.value.events.map(({ type }) => type) : []).toEqual(['clock.observed', 'note.set']);
    await save(host, first, '又一条');
    await save(host, second, '另一个');
    const seen = { kind: 'moved', wall: now(), by: -HOUR };
    expect([await clocksOf(host, first), await clocksOf(host, second)]).toEqual([[seen], [seen]]);
    state.set = 0;
    await save(host, first, '拨回来了');
    expect(await clocksOf(host, first)).toEqual([seen, { kind: 'moved', wall: now(), by: HOUR }]);
    await host.close();
  });

  it('[LG15] between two starts shows against the last event, and is told once over restarts', async () => {
    const early = await openHost(folder.path, { now: () => NOON });
    const inspection = await openSample(early);
    await early.close();
    for (const text of ['电池没电', '再来']) {
      const late = await openHost(folder.path, { now: () => NOON - 24 * HOUR });
      expect(await save(late, inspection, text)).toMatchObject({ ok: true });
      expect(await clocksOf(late, inspection)).toEqual([{ kind: 'behind', wall: NOON - 24 * HOUR, by: -24 * HOUR }]);
      await late.close();
    }
  });

  it('[LG16] keeps nothing from being saved, and the last save stands', async () => {
    const { state, now, steady } = clocks();
    const host = await openHost(folder.path, { now, steady });
    const inspection = await openSample(host);
    for (const set of [-1e12, 1e12, 0, -5 * HOUR]) {
      state.set = set;
      expect(await save(host, inspection, `${set}`)).toMatchObject({ ok: true });
      expect((await stateOf(host, inspection))?.facts.notes[1]).toBe(`${set}`);
    }
    expect((await stateOf(host, inspection))?.conflicts).toEqual([]);
    await host.close();
  });
});
