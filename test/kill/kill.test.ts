import { describe, expect, it } from 'vitest';
import { killRounds, killSeed, reportText } from './kill-rounds.ts';

describe('a host killed while it writes', () => {
  it('loses nothing that was acknowledged and leaves no batch in part, 10 times', { timeout: 120_000 }, async () => {
    const report = await killRounds(killSeed(), 10);
    process.stdout.write(`${reportText(report)}\n`);
    expect(report.faults, reportText(report)).toEqual([]);
    expect(report.batches).toBeGreaterThan(10);
  });
});
