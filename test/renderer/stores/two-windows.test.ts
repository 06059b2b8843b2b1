import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalText } from '#shared/log/canonical.ts';
import { fold, type FoldedInspection, type HistoryEntry } from '#shared/log/fold.ts';
import { answer, answerOf, hostWithBlank, journalOf, keyOf } from './window.ts';
import { openBeside, settle, type Fate } from './two-windows.ts';

const FIELDS = [
  ['1a', 'gigabit'],
  ['3a', 'covered'],
] as const;

type Window = Awaited<ReturnType<typeof openBeside>>;
type Step =
  | { readonly is: 'write'; readonly by: 0 | 1; readonly field: 0 | 1 }
  | { readonly is: 'let-through'; readonly by: 0 | 1 }
  | { readonly is: 'fate'; readonly by: 0 | 1; readonly fate: Fate }
  | { readonly is: 'retry'; readonly by: 0 | 1 };

const by = fc.constantFrom(0 as const, 1 as const);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ is: fc.constant('write' as const), by, field: by }) },
  { weight: 4, arbitrary: fc.record({ is: fc.constant('let-through' as const), by }) },
  {
    weight: 2,
    arbitrary: fc.record({
      is: fc.constant('fate' as const),
      by,
      fate: fc.constantFrom<Fate>('arrives', 'answer-lost', 'lost'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('retry' as const), by }) },
);

interface Write {
  readonly value: number;
  readonly field: 0 | 1;
  /** The values that were on this screen before, of any field: each is written once. */
  readonly seen: ReadonlySet<number>;
}

const valuesIn = (history: readonly HistoryEntry[]): number[] =>
  history.flatMap(({ draft }) =>
    draft?.type === 'answer.set' && typeof draft.payload.value === 'number' ? [draft.payload.value] : [],
  );

const historyOf = (window: Window) => window.session().inspection?.folded.history ?? [];

/** What must stand at a field: the writes that no writer had seen before a later one there. */
function standing(writes: readonly Write[], field: 0 | 1): number[] {
  const here = writes.filter((write) => write.field === field);
  return here.filter((write) => !here.some((other) => other.seen.has(write.value))).map(({ value }) => value);
}

const sorted = (values: readonly unknown[]): number[] => values.map(Number).toSorted((a, b) => a - b);

/** What is shown at a field: its value, or all that are in conflict. */
function shownAt(state: FoldedInspection | null, at: 0 | 1): number[] {
  const [clause, field] = FIELDS[at];
  const conflict = state?.conflicts.find(({ register }) => register.of === 'answer' && register.field === field);
  const value = state?.facts.answers[clause]?.[field];
  if (conflict === undefined) return value === undefined ? [] : [Number(value)];
  return sorted([conflict.shown, ...conflict.others].map((version) => version.value));
}

async function play(windows: readonly [Window, Window], steps: readonly Step[]): Promise<Write[]> {
  const writes: Write[] = [];
  for (const window of windows) window.hold();
  for (const [index, one] of steps.entries()) {
    const window = windows[one.by];
    if (one.is === 'write') {
      const [clause, field] = FIELDS[one.field];
      const write = { value: 100 + index, field: one.field, seen: new Set(valuesIn(historyOf(window))) };
      writes.push(write);
      void window.session().record([answer(clause, field, write.value)]);
    }
    if (one.is === 'let-through') window.letThrough();
    if (one.is === 'fate') window.next(one.fate);
    if (one.is === 'retry') void window.session().retry();
    await settle();
  }
  for (const window of windows) {
    window.next('arrives');
    window.open();
  }
  for (const window of [...windows, ...windows]) {
    await window.session().retry();
    await window.session().refresh();
  }
  return writes;
}

describe('two windows of one laptop', () => {
  it('[LG30] for any order and any delay: a window never contradicts itself, what it had not seen is a conflict', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 18 }), async (steps) => {
        const { host, id } = await hostWithBlank();
        const windows = [await openBeside(host, id), await openBeside(host, id)] as const;
        const writes = await play(windows, steps);
        const journal = await journalOf(host, id);
        const state = fold(journal);
        // Each is there, and once, whatever was lost on the way.
        expect(sorted(valuesIn(state?.history ?? []))).toEqual(writes.map(({ value }) => value));
        for (const field of [0, 1] as const) expect(shownAt(state, field)).toEqual(standing(writes, field));
        for (const window of windows) {
          expect(window.session()).toMatchObject({ unsaved: 0, save: { is: 'saved' }, setAside: [] });
          expect(canonicalText(window.session().inspection?.folded.conflicts)).toBe(canonicalText(state?.conflicts));
          expect(window.session().inspection?.facts).toEqual(state?.facts);
        }
        expect(canonicalText(fold(journal.toReversed()))).toBe(canonicalText(state));
      }),
      { numRuns: 20 },
    );
  }, 120_000);

  it('[LG30] what each enters without seeing the other is shown in both, and settled by choosing', async () => {
    const { host, id } = await hostWithBlank();
    const [first, second] = [await openBeside(host, id), await openBeside(host, id)];
    second.hold();
    await first.session().record([answer('1a', 'gigabit', 2601)]);
    const late = second.session().record([answer('1a', 'gigabit', 2602)]);
    second.open();
    await late;
    await settle();
    for (const { session } of [first, second]) {
      await session().refresh();
      const [conflict] = session().inspection?.folded.conflicts ?? [];
      expect([conflict?.shown.value, ...(conflict?.others ?? []).map(({ value }) => value)]).toEqual([2602, 2601]);
    }
    await second.session().record([answer('1a', 'gigabit', 2601)]);
    await first.session().refresh();
    expect(first.session().inspection?.folded.conflicts).toEqual([]);
    expect(answerOf(first.session(), '1a', 'gigabit')).toBe(2601);
  });

  it('[LG30] a writer who is still in the field had not seen what came in meanwhile', async () => {
    const { host, id } = await hostWithBlank();
    const [first, second] = [await openBeside(host, id), await openBeside(host, id)];
    const stay = {};
    const key = keyOf('1a', 'gigabit');
    second.session().keepTyping(key, '26', answer('1a', 'gigabit', 26), stay);
    await first.session().record([answer('1a', 'gigabit', 9)]);
    await expect.poll(() => answerOf(second.session(), '1a', 'gigabit')).toBe(9);
    await second.session().record([answer('1a', 'gigabit', 26)], stay);
    second.session().keepTyping(key, '260', answer('1a', 'gigabit', 260), stay);
    await second.session().record([answer('1a', 'gigabit', 260)], stay);
    const [conflict] = second.session().inspection?.folded.conflicts ?? [];
    expect([conflict?.shown.value, ...(conflict?.others ?? []).map(({ value }) => value)]).toEqual([260, 9]);
    // In the next stay both were on the screen.
    const next = {};
    second.session().keepTyping(key, '10', answer('1a', 'gigabit', 10), next);
    await second.session().record([answer('1a', 'gigabit', 10)], next);
    expect(second.session().inspection?.folded.conflicts).toEqual([]);
  });
});
