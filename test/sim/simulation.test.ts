import { describe, expect, it } from 'vitest';
import { partUpTo } from '#electron/services/journal/stream-part.ts';
import { ok } from '#shared/result.ts';
import { FAULTS } from './faulty-place.ts';
import type { Fault } from './faulty-place.ts';
import { simulate } from './simulate.ts';
import type { Planted, Report } from './simulate.ts';

/** How many histories: as many as fit into some seconds, or into an hour or two. */
const SEEDS = process.env['SOAK'] === undefined ? 20 : 20_000;

/** On a busy machine, and in the soak. */
const LONG = process.env['SOAK'] === undefined ? 180_000 : 4 * 3_600_000;

/** Another seed repeats another series; each history names its own. */
const FIRST = Number(process.env['SIM_SEED'] ?? 1);

/** Histories that once broke a promise. */
const REGRESSIONS = [11, 14, 18, 57, 73, 106, 111, 118];

async function series(count: number): Promise<{ reports: Report[]; faults: ReadonlyMap<Fault, number> }> {
  const reports: Report[] = [];
  const faults = new Map<Fault, number>(FAULTS.map((fault) => [fault, 0]));
  for (const seed of [...REGRESSIONS, ...Array.from({ length: count }, (_, at) => FIRST + at)]) {
    const report = await simulate(seed);
    for (const [fault, times] of report.faults) faults.set(fault, (faults.get(fault) ?? 0) + times);
    reports.push(report);
  }
  return { reports, faults };
}

const sum = (reports: readonly Report[], of: (report: Report) => number): number =>
  reports.reduce((total, report) => total + of(report), 0);

describe('laptops, places and everything that goes wrong between them', () => {
  it(
    '[SY9] all end with the same state, nothing saved is lost, nothing invented, every conflict told',
    { timeout: LONG },
    async () => {
      const { reports, faults } = await series(SEEDS);
      const broken = reports.flatMap((report) => report.broken.map((what) => `seed ${report.seed}: ${what}`));
      process.stdout.write(
        `simulation: ${reports.length} seeds, ${sum(reports, ({ laptops }) => laptops)} laptops, ` +
          `${sum(reports, ({ events }) => events)} events and ${sum(reports, ({ photos }) => photos)} photos saved, ` +
          `${sum(reports, ({ conflicts }) => conflicts)} conflicts told; lost = 0, duplicated = 0, silently overwritten = 0 ` +
          `where nothing is listed below\n` +
          `faults: ${[...faults].map(([fault, times]) => `${fault} ${times}`).join(', ')}\n`,
      );
      expect(broken.slice(0, 10)).toEqual([]);
      expect([...faults].filter(([, times]) => times === 0)).toEqual([]);
    },
  );

  const BUGS: readonly (readonly [string, Planted])[] = [
    [
      'a laptop that says saved and keeps nothing',
      {
        laptop: (laptop) => ({
          ...laptop,
          write: async (...asked) => {
            const events = await laptop.write(...asked);
            return events.map((event) => ({ ...event, seq: event.seq + 1000 }));
          },
        }),
      },
    ],
    [
      'a place that is believed without being asked',
      {
        place: (place) => {
          const put = new Map<string, Parameters<typeof place.putPart>[0]>();
          return {
            ...place,
            putPart: async (part) => {
              put.set(`${part.device}`, part);
              return ok(null);
            },
            streams: async (...asked) => {
              const there = await place.streams(...asked);
              const claimed = [...put.values()].map(({ inspection, device, head }) => {
                const { seq, hash } = head;
                return { inspection, device, voucher: null, seq, hash };
              });
              return there.ok ? ok([...there.value, ...claimed]) : there;
            },
          };
        },
      },
    ],
    [
      'a reader that leaves out the last event',
      {
        place: (place) => ({
          ...place,
          part: async (...asked) => {
            const found = await place.part(...asked);
            if (!found.ok || found.value === null || found.value.events.length < 2) return found;
            return ok(partUpTo(found.value, found.value.head.seq - 1));
          },
        }),
      },
    ],
    [
      'a sender that leaves the files behind',
      {
        place: (place) => ({
          ...place,
          holding: async (files) =>
            ok(new Set(files.map(({ file }) => `photos/${file.sha256.slice(0, 2)}/${file.sha256}`))),
        }),
      },
    ],
    [
      'a state that differs from laptop to laptop',
      {
        laptop: (laptop) => ({
          ...laptop,
          state: async (inspection) => {
            const state = await laptop.state(inspection);
            return state === null || laptop.name === 'laptop-0'
              ? state
              : { ...state, text: state.text.replace('一', '二') };
          },
        }),
      },
    ],
  ];

  it.each(BUGS)('[SY9] notices %s', { timeout: LONG }, async (_, planted) => {
    for (let seed = 1; seed <= 20; seed += 1) if ((await simulate(seed, planted)).broken.length > 0) return;
    expect.fail('twenty histories said nothing of it');
  });
});
