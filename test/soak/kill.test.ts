import { describe, expect, it } from 'vitest';
import { killRounds, killSeed, reportText } from '#test/kill/kill-rounds.ts';

describe('a host killed while it writes', () => {
  it('loses nothing that was acknowledged and leaves no batch in part, 200 times', async () => {
    const report = await killRounds(killSeed(), 200);
    process.stdout.write(`${reportText(report)}\n`);
    expect(report.faults, reportText(report)).toEqual([]);
    expect(report.batches).toBeGreaterThan(200);
  });
});
