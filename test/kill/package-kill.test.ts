import { expect, it } from 'vitest';
import { runs } from '#test/support/runs.ts';
import { killSeed } from './kill-rounds.ts';
import { packageKillRounds } from './package-rounds.ts';

it(
  '[PK11] [PK16] exports and imports killed at any moment leave no half package and lose nothing',
  { timeout: 180_000 },
  async () => {
    const { seed, rounds, cut, faults } = await packageKillRounds(killSeed(), runs(4));
    const figures = `packages: ${rounds} exports and ${rounds} imports killed, ${cut} imports cut short, lost = ${faults.length} (KILL_SEED=${seed})`;
    process.stdout.write(`${figures}\n`);
    expect(faults, figures).toEqual([]);
  },
);
