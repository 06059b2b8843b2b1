import { expect, test } from '@playwright/test';
import { killSeed } from '#test/kill/kill-rounds.ts';
import { windowKillRounds, windowReportText } from '#test/kill/window-rounds.ts';

const ROUNDS = 6;

// A recorder does not outlive what it records.
test.use({ trace: 'off', screenshot: 'off' });

test('nothing that the window called 已保存 is lost when its browser, or host and browser, are killed', async () => {
  test.setTimeout(240_000);
  const report = await windowKillRounds(killSeed(), ROUNDS);
  process.stdout.write(`${windowReportText(report)}\n`);
  expect(report.faults, windowReportText(report)).toEqual([]);
  expect(report.saved).toBeGreaterThan(ROUNDS);
  expect(report.takenUp).toBe(report.halves);
});
