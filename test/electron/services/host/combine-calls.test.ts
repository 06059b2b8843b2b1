import { describe, expect, expectTypeOf, it } from 'vitest';
import { combineCalls, type Twice, type Unanswered } from '#electron/services/host/combine-calls.ts';
import { HOST } from '#shared/host/contract.ts';
import type { HostCalls } from '#shared/host/dispatch.ts';
import { err } from '#shared/result.ts';

const refuse = async () => err('app.internal' as const);

/** Calls whose names the compiler does not know. */
const calls = (names: readonly string[]): Partial<HostCalls> => Object.fromEntries(names.map((name) => [name, refuse]));
const ALL = Object.keys(HOST);

/** As the compiler sees them where it knows nothing of the names. */
const combined = (...areas: readonly Partial<HostCalls>[]): HostCalls =>
  combineCalls<readonly Partial<HostCalls>[]>(areas);

describe('the calls of all areas', () => {
  it('together are those of the contract', () => {
    const [first = '', ...rest] = ALL;
    expect(Object.keys(combined(calls([first]), calls(rest))).toSorted()).toEqual(ALL.toSorted());
  });

  it('are refused at the start where two areas answer one, or none does', () => {
    expect(() => combined(calls(ALL), calls(['job:get']))).toThrow('two areas answer job:get');
    expect(() => combined(calls(ALL.slice(1)))).toThrow('answered by no area');
  });

  it('do not compile so either', () => {
    type Jobs = Pick<HostCalls, 'job:get' | 'job:cancel'>;
    type Recent = Pick<HostCalls, 'recent:list' | 'job:get'>;
    expectTypeOf<Twice<readonly [Jobs, Recent]>>().toEqualTypeOf<'job:get'>();
    expectTypeOf<Twice<readonly [Jobs, Omit<Recent, 'job:get'>]>>().toEqualTypeOf<never>();
    expectTypeOf<Unanswered<readonly [Omit<HostCalls, 'job:get'>]>>().toEqualTypeOf<'job:get'>();
    expect(combineCalls<readonly [HostCalls]>([combined(calls(ALL))])).toBeDefined();
  });
});
