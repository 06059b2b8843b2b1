import { describe, expect, it } from 'vitest';
import { ensureWindow } from '#build/bundles.ts';
import { killSeed } from '#test/kill/kill-rounds.ts';
import { windowKillRounds, windowReportText } from '#test/kill/window-rounds.ts';

describe('a window killed while somebody writes in it', () => {
  it('has lost nothing that it called 已保存, 100 times', async () => {
    await ensureWindow();
    const report = await windowKillRounds(killSeed(), 100);
    process.stdout.write(`${windowReportText(report)}\n`);
    expect(report.faults, windowReportText(report)).toEqual([]);
    expect(report.saved).toBeGreaterThan(100);
    expect(report.takenUp).toBe(report.halves);
  });
});
