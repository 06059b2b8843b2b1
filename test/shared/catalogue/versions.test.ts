import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { assess } from '#shared/assessment/assess.ts';
import { compareVersions, inOrderOfOffer, isSuperseded } from '#shared/catalogue/version.ts';
import { earlierClauseCases, factsOf } from '#test/fixtures/clause-cases.ts';
import { benchmark, earlierBenchmark, readText } from '#test/fixtures/read.ts';

describe('a catalogue that was handed out', () => {
  it('[CA2] is, byte for byte, what inspections are pinned to', () => {
    const hash = createHash('sha256').update(readText('resources/catalogues/benchmark-2022.json')).digest('hex');
    expect(hash).toBe('dd06c75986ab42c6767d6e27032a74c03e4ef91f4146d399d666ddca601e84ea');
  });

  it.each(earlierClauseCases())('[CA2] judges as before: $clause $case $title → $expect', (given) => {
    const earlier = earlierBenchmark();
    const clauses = assess(earlier, factsOf(given, earlier)).indicators.flatMap((indicator) => indicator.clauses);
    expect(clauses.find(({ id }) => id === given.clause)?.result).toBe(given.expect);
  });

  it('is followed by one of the same standard and tier, with the same clauses', () => {
    const [earlier, present] = [earlierBenchmark(), benchmark()];
    expect([present.id, present.standard, present.tier]).toEqual([earlier.id, earlier.standard, earlier.tier]);
    const words = ({ categories }: typeof present) =>
      categories.flatMap(({ indicators }) =>
        indicators.map(({ no, definition, requirement }) => [no, definition, requirement]),
      );
    expect(words(present)).toEqual(words(earlier));
  });
});

describe('versions on offer', () => {
  const at = (version: string, id = 'a') => ({ id, version });

  it('[CA3] come latest first, figures by value', () => {
    const offered = [at('2022.2'), at('2022.10'), at('2023'), at('2022.1'), at('1', 'b')];
    expect(inOrderOfOffer(offered).map(({ version }) => version)).toEqual(['2023', '2022.10', '2022.2', '2022.1', '1']);
  });

  it('are superseded by a later one of the same catalogue only', () => {
    expect(isSuperseded(at('2022.1'), [at('2022.1'), at('2022.2')])).toBe(true);
    expect(isSuperseded(at('2022.2'), [at('2022.1'), at('2022.2')])).toBe(false);
    expect(isSuperseded(at('2022.1'), [at('2022.2', 'b')])).toBe(false);
  });

  it('are the same only where they say the same', () => {
    expect(compareVersions('2022.2', '2022.2')).toBe(0);
    expect(Math.sign(compareVersions('2022.2', '2022.2-beta'))).toBe(-1);
    expect(Math.sign(compareVersions('2022.a', '2022.b'))).toBe(-1);
    expect(Math.sign(compareVersions('2022.b', '2022.a'))).toBe(1);
    expect(Math.sign(compareVersions('2022-beta.1', '2022-beta.2'))).toBe(-1);
    expect(compareVersions('2022-beta', '2022-beta')).toBe(0);
  });
});
