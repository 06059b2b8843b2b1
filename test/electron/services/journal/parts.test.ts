import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashText } from '#electron/services/disk/hash.ts';
import { partAfter } from '#electron/services/journal/stream-part.ts';
import type { StreamPart } from '#electron/services/journal/stream-part.ts';
import { eventHash } from '#shared/log/chain.ts';
import type { Head } from '#shared/log/heads.ts';
import { memoryFolder } from '#test/electron/services/temp-host.ts';
import { INSPECTION } from '#test/shared/log/events.ts';
import { valueOf } from '../package/value-of.ts';
import { countingJournal, streamOf, taken } from './journal-events.ts';

let folder: Awaited<ReturnType<typeof memoryFolder>>;
beforeEach(async () => {
  folder = await memoryFolder();
});
afterEach(() => folder.drop());

/** Where a stream stood at its event `seq`. */
function headAt({ events }: StreamPart, seq: number): Head | null {
  const event = events[seq - 1];
  const hash = event === undefined ? null : eventHash(event, hashText);
  return hash === null ? null : { seq, hash };
}

/** The part of a stream behind `from` up to `to`. */
function between(whole: StreamPart, from: number, to: number): StreamPart {
  const part = partAfter(whole, headAt(whole, from));
  return { ...part, events: part.events.slice(0, to - from), head: headAt(whole, to) ?? whole.head };
}

describe('parts of a stream', () => {
  it('[LG22] one after the other make the whole, and none of what is here is read for them', async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 }), async (sizes) => {
        const { journal, count } = await countingJournal(join(folder.path, `${(runs += 1)}`));
        const whole = streamOf(
          'other',
          sizes.reduce((sum, size) => sum + size, 0),
        );
        let at = 0;
        for (const [index, size] of sizes.entries()) {
          const { is, events } = valueOf(await taken(journal, between(whole, at, at + size)));
          expect([is, events]).toEqual([index === 0 ? 'new' : 'longer', size]);
          at += size;
        }
        expect(count.events).toBe(0);
        expect(valueOf(await journal.read(INSPECTION))).toEqual(whole.events);
        expect(valueOf(await journal.compare(whole)).comparison.is).toBe('same');
      }),
      { numRuns: 30 },
    );
  });

  it('that overlap bring only what is new; those that another one was written before show it', async () => {
    const { journal } = await countingJournal(folder.path);
    const whole = streamOf('other', 9);
    valueOf(await taken(journal, between(whole, 0, 5)));
    expect(valueOf(await taken(journal, between(whole, 2, 7)))).toMatchObject({ is: 'longer', events: 2 });
    expect(valueOf(await taken(journal, between(whole, 2, 4)))).toMatchObject({ is: 'shorter', events: 0, ahead: 3 });
    const twin = { ...headAt(whole, 7), seq: 7, hash: hashText('another event') };
    expect(valueOf(await taken(journal, { ...between(whole, 7, 9), after: twin }))).toMatchObject({
      is: 'fork',
      events: 0,
    });
    expect(valueOf(await journal.read(INSPECTION))).toHaveLength(7);
  });

  it('that continue what is not here are not taken', async () => {
    const { journal } = await countingJournal(folder.path);
    const whole = streamOf('other', 9);
    expect(valueOf(await taken(journal, between(whole, 4, 9)))).toMatchObject({ is: 'damaged-here', events: 0 });
    valueOf(await taken(journal, between(whole, 0, 3)));
    expect(valueOf(await taken(journal, between(whole, 4, 9)))).toMatchObject({ is: 'damaged-here', events: 0 });
    expect(valueOf(await journal.read(INSPECTION))).toHaveLength(3);
  });

  it('are planned anew where the stream has gone on since', async () => {
    const { journal } = await countingJournal(folder.path);
    const whole = streamOf('other', 9);
    valueOf(await taken(journal, between(whole, 0, 3)));
    const early = valueOf(await journal.compare(between(whole, 3, 6)));
    valueOf(await taken(journal, between(whole, 3, 8)));
    expect(valueOf(await journal.adopt(early))).toMatchObject({ is: 'shorter', events: 0 });
    expect(valueOf(await journal.read(INSPECTION))).toEqual(whole.events.slice(0, 8));
  });
});
