import { HOST, type HostName } from '#shared/host/contract.ts';
import type { HostCalls } from '#shared/host/dispatch.ts';

type Calls = Partial<HostCalls>;

/** Calls that more than one area answers. */
export type Twice<Areas extends readonly Calls[], Seen = never> = Areas extends readonly [
  infer First,
  ...infer Rest extends readonly Calls[],
]
  ? Extract<keyof First, Seen> | Twice<Rest, Seen | keyof First>
  : never;

type NamesIn<Area> = Area extends Calls ? keyof Area : never;

/** Calls that no area answers. */
export type Unanswered<Areas extends readonly Calls[]> = Exclude<HostName, NamesIn<Areas[number]>>;

type Whole<Areas extends readonly Calls[]> = [Twice<Areas> | Unanswered<Areas>] extends [never]
  ? Areas
  : { readonly twice: Twice<Areas>; readonly unanswered: Unanswered<Areas> };

/**
 * The calls of all areas together. One that two areas answer, or none, does not compile; the same is refused at the start,
 * for what the compiler did not see.
 */
export function combineCalls<const Areas extends readonly Calls[]>(areas: Areas & Whole<Areas>): HostCalls {
  const all: Calls = {};
  for (const calls of areas) {
    for (const name of Object.keys(calls)) if (name in all) throw new Error(`two areas answer ${name}`);
    Object.assign(all, calls);
  }
  if (!isWhole(all)) throw new Error('a call of the contract is answered by no area');
  return all;
}

const isWhole = (calls: Calls): calls is HostCalls => Object.keys(HOST).every((name) => name in calls);
