import { describe, expect, it } from 'vitest';
import { EVENTS } from '#shared/log/events.ts';
import type { Draft } from '#shared/log/events.ts';
import { fold } from '#shared/log/fold.ts';
import type { EventType } from '#shared/log/payloads.ts';
import type { Stage } from '#shared/log/stage.ts';
import { admits, factsHash, standingOf } from '#shared/log/standing.ts';
import { CREATED, laptops, note, sha256 } from './events.ts';

const REOPENED: Draft = { type: 'inspection.reopened', payload: { by: '张三', reason: '更正' } };
const PUBLISHED: Draft = {
  type: 'notice.published',
  payload: { edition: 1, pdfSha256: sha256('pdf'), xlsxSha256: sha256('xlsx'), signatures: [] },
};

/** A laptop's inspection, of which another has a copy. */
function begun() {
  const team = laptops();
  let now = 1000;
  team.write('a', now, [CREATED, note('一')]);
  team.carry('a', 'b');
  const state = () => {
    const folded = fold(team.all());
    if (folded === null) throw new Error('nothing begun');
    return folded;
  };
  return {
    state,
    write: (name: 'a' | 'b', ...drafts: readonly Draft[]) => team.write(name, (now += 1000), drafts),
    /** 定稿 of the facts as they stand, or under another name. */
    finalise: (factsSha256 = factsHash(state().facts, sha256)) =>
      team.write('a', (now += 1000), [
        { type: 'inspection.finalised', payload: { by: '张三', factsSha256, accepted: [] } },
      ]),
    stage: () => standingOf(state(), sha256).is,
  };
}

describe('where an inspection stands', () => {
  it('[LG11] open, finalised, signed, and open again once reopened', () => {
    const one = begun();
    expect(one.stage()).toBe('open');
    one.finalise();
    expect(one.stage()).toBe('finalised');
    const [recorded] = one.write('a', PUBLISHED);
    expect(standingOf(one.state(), sha256)).toMatchObject({ is: 'signed', notice: { edition: 1, event: recorded } });
    one.write('a', REOPENED);
    expect(one.stage()).toBe('open');
    // The notice was of the 定稿 before.
    one.finalise();
    expect(standingOf(one.state(), sha256)).toMatchObject({ is: 'finalised', notice: null });
  });

  it('[LG21] overtaken by what another laptop wrote without having seen the 定稿, signed or not', () => {
    const one = begun();
    one.finalise();
    one.write('a', PUBLISHED);
    one.write('b', note('二', 2));
    const standing = { is: 'overtaken', notice: { edition: 1 } };
    expect(standingOf(one.state(), sha256)).toMatchObject(standing);
    // Also where nothing can be hashed: an event tells it.
    expect(standingOf(one.state(), null)).toMatchObject(standing);
  });

  it('[LG21] overtaken where the facts are others than the 定稿 names, with no event to tell', () => {
    const one = begun();
    one.finalise(sha256('other facts'));
    expect([one.stage(), standingOf(one.state(), null).is]).toEqual(['overtaken', 'finalised']);
  });
});

describe('what an inspection takes', () => {
  const STAGES: readonly Stage[] = ['open', 'finalised', 'signed', 'overtaken'];
  const answers = (type: EventType) =>
    STAGES.map((stage) => {
      const admitted = admits(stage, type);
      return admitted.ok ? 'ok' : admitted.error.code;
    });

  it('[LG11] facts and a 定稿 while it is open, and no longer', () => {
    const facts = Object.entries(EVENTS).filter(([type, { about }]) => about === 'facts' && type !== CREATED.type);
    for (const type of [...facts.map(([, { draft }]) => draft.entries.type.literal), 'inspection.finalised'] as const) {
      expect(answers(type)).toEqual(['ok', 'inspection.finalised', 'inspection.finalised', 'inspection.finalised']);
    }
  });

  it('[LG11] [LG21] 撤销定稿 at every stage but open, a publication where the facts are those of the 定稿', () => {
    expect(answers('inspection.reopened')).toEqual(['inspection.not-finalised', 'ok', 'ok', 'ok']);
    const publication = ['inspection.not-finalised', 'ok', 'ok', 'inspection.changed-since-final'];
    expect(answers('notice.published')).toEqual(publication);
  });

  it('[LG16] what was seen of the clock always, and a second beginning never', () => {
    expect(answers('clock.observed')).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(answers('inspection.created')).not.toContain('ok');
  });
});
