import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { viewOf } from '#renderer/stores/inspection-view.ts';
import type { Inspection } from '#renderer/stores/session-types.ts';
import type { Event } from '#shared/log/event.ts';
import type { Draft } from '#shared/log/events.ts';
import { assess, createLiveAssessor } from '#shared/assessment/assess.ts';
import { EMPTY_FOLD, fold, foldInto } from '#shared/log/fold.ts';
import type { Fold } from '#shared/log/fold.ts';
import { draftsFromFacts } from '#shared/log/from-facts.ts';
import { benchmark, sample } from '#test/fixtures/read.ts';
import { arbitraryFacts } from '#test/shared/assess/arbitrary-facts.ts';
import { INSPECTION, laptops, sha256 } from '#test/shared/log/events.ts';
import { runs } from '#test/support/runs.ts';

const catalogue = benchmark();
const created = draftsFromFacts(sample(), sha256('c'), false);

/** What clears what a draft writes; null for what cannot be cleared. */
function cleared(draft: Draft): Draft | null {
  switch (draft.type) {
    case 'answer.set':
      return { type: 'answer.set', payload: { ...draft.payload, value: null } };
    case 'estate.set':
      return { type: 'estate.set', payload: { ...draft.payload, name: null, facts: {} } };
    case 'waiver.set':
      return { type: 'waiver.set', payload: { ...draft.payload, waiver: null } };
    case 'override.set':
      return { type: 'override.set', payload: { ...draft.payload, override: null } };
    default:
      return null;
  }
}

/** Changes of every kind: what other facts would write, some of it cleared again, in any order. */
const changes: fc.Arbitrary<Draft[]> = fc
  .tuple(arbitraryFacts(catalogue), fc.array(fc.nat(), { minLength: 10, maxLength: 60 }))
  .map(([facts, picks]) => {
    const { profile } = facts;
    const drafts: Draft[] = [
      ...draftsFromFacts(facts, sha256('c'), false).slice(1),
      { type: 'profile.set', payload: { profile } },
    ];
    return picks.flatMap((pick, index) => {
      const draft = drafts[pick % drafts.length];
      return draft === undefined ? [] : [index % 3 === 2 ? (cleared(draft) ?? draft) : draft];
    });
  });

interface State {
  readonly events: Event[];
  saved: Fold;
  view: Inspection | null;
}

describe('the verdict in the window', () => {
  it('[IN7] is after every event, saved or on its way, that of the whole journal judged from the beginning', () => {
    fc.assert(
      fc.property(changes, changes, fc.array(fc.nat(2), { minLength: 1 }), (mine, theirs, turns) => {
        // Two inspections share the memory of one catalogue, as they do in a window.
        const live = { catalogue, assess: createLiveAssessor(catalogue) };
        const writers = [laptops(), laptops()];
        const states = writers.map((writer): State => {
          const events = writer.write('a', 1000, created);
          return { events: [...events], saved: foldInto(EMPTY_FOLD, events), view: null };
        });
        [...mine, ...theirs].forEach((draft, index) => {
          const which = index % 2;
          const [writer, state] = [writers[which], states[which]];
          if (writer === undefined || state === undefined) throw new Error('no such inspection');
          const device = (turns[index % turns.length] ?? 0) === 0 ? 'b' : 'a';
          const written: Event[] = writer.write(device, 2000 + index, [draft]);
          const onItsWay = (turns[index % turns.length] ?? 0) === 2;
          state.events.push(...written);
          if (!onItsWay) state.saved = foldInto(state.saved, state.events);
          const provisional = onItsWay ? state.events.filter((event) => !state.saved.order.includes(event)) : [];
          const input = { id: INSPECTION, catalogue: live, saved: state.saved, provisional, typed: {}, damage: null };
          state.view = viewOf(input, state.view);
          const facts = fold(state.events)?.facts;
          if (facts === undefined) throw new Error('no inspection');
          expect(state.view?.facts).toEqual(facts);
          expect(state.view?.assessment).toEqual(assess(catalogue, facts));
        });
      }),
      { numRuns: runs(6) },
    );
  });
});
