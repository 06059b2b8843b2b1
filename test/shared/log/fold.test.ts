import { describe, expect, it } from 'vitest';
import { fold } from '#shared/log/fold.ts';
import { answer, CREATED, laptops } from './events.ts';

describe('fold', () => {
  it('a later writer who saw the earlier value replaces it, whatever the clocks say', () => {
    const world = laptops();
    world.write('a', 5_000_000, [CREATED, answer('count', 1)]);
    world.carry('a', 'b');
    world.write('b', 1, [answer('count', 2)]);
    const state = fold(world.all());
    expect(state?.facts.answers).toEqual({ '1a': { count: 2 } });
    expect(state?.conflicts).toEqual([]);
  });
});
