import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { damageRounds, roundsText } from '#test/damage/damage-rounds.ts';
import { damageSet, damageText } from '#test/damage/damage-set.ts';
import { cutAt, faultsOf, flip } from '#test/damage/faults.ts';
import { soundFolder, streamsOf } from '#test/damage/sound-folder.ts';
import type { Files } from '#test/damage/sound-folder.ts';
import { memoryFolder } from '#test/electron/services/temp-host.ts';
import { killSeed } from '#test/kill/kill-rounds.ts';

let folder: Awaited<ReturnType<typeof memoryFolder>>;
let sound: Files;
beforeAll(async () => {
  folder = await memoryFolder();
  sound = await soundFolder(folder.path);
});
afterAll(() => folder.drop());

describe('a data folder, damaged', () => {
  it('at every byte, by a flip and by a cut, and in every other way, of every stream, accepts nothing silently', async () => {
    const dense = streamsOf(sound).flatMap(({ name }) => {
      const places = Array.from({ length: sound.get(name)?.length ?? 0 }, (_, at) => at);
      return places.flatMap((at) => [flip(name, at, at % 8), cutAt(name, at)]);
    });
    const report = await damageSet(sound, [...faultsOf(sound), ...dense]);
    process.stdout.write(`${damageText(report)}\n`);
    expect(report.faults).toEqual([]);
  });

  it('written to, started again and repaired in any order, loses nothing that was saved, 300 times', async () => {
    const report = await damageRounds(killSeed(), 300);
    process.stdout.write(`${roundsText(report)}\n`);
    expect(report.faults, roundsText(report)).toEqual([]);
  });
});
