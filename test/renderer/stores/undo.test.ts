import { describe, expect, it } from 'vitest';
import { reportWords, stepWords } from '#renderer/text/step-words.ts';
import type { SessionState } from '#renderer/stores/session-types.ts';
import type { Draft } from '#shared/log/events.ts';
import { answer, answerOf, hostWithSample, keyOf, newDisk, openWindow } from './window.ts';

async function twoWindows() {
  const { host, id } = await hostWithSample();
  const windows = [openWindow(host, newDisk()), openWindow(host, newDisk())] as const;
  for (const { session } of windows) await session().open(id);
  return windows;
}

const wordsOf = ({ step, inspection }: SessionState): string =>
  step === null || inspection === null ? '' : reportWords(step, inspection.catalogue, inspection.facts);

describe('[LG33] 撤销', () => {
  it('leaves alone what another window has written since, and names both values', async () => {
    const [first, second] = await twoWindows();
    await first.session().record([answer('3a', 'covered', 4)]);
    await first.session().record([answer('1a', 'gigabit', 5)]);
    await expect.poll(() => answerOf(second.session(), '1a', 'gigabit')).toBe(5);
    await second.session().record([answer('1a', 'gigabit', 9)]);
    await expect.poll(() => answerOf(first.session(), '1a', 'gigabit')).toBe(9);
    await first.session().undo();
    expect(answerOf(first.session(), '1a', 'gigabit')).toBe(9);
    expect(first.session().step).toMatchObject({ step: 'undo', is: 'overtaken', places: [{ from: 5, to: 9 }] });
    expect(wordsOf(first.session())).toMatch(/没有撤销：1-1 .*现在是“9”，已不是这一步填写的“5”/);
    // The step before it is nobody else’s.
    await first.session().undo();
    expect(answerOf(first.session(), '3a', 'covered')).toBeUndefined();
    expect(first.session().undoable).toBe(0);
  });

  it('names the place and both values, before and after', async () => {
    const [window] = await twoWindows();
    await window.session().record([answer('1a', 'gigabit', 5)]);
    const { inspection, nextStep } = window.session();
    expect(inspection === null ? '' : stepWords(nextStep.undo, inspection.catalogue, inspection.facts)).toMatch(
      /^1-1 .*：5 → 2813$/,
    );
    await window.session().undo();
    expect(window.session().step).toMatchObject({
      is: 'done',
      places: [{ register: { of: 'answer', clause: '1a', field: 'gigabit' }, from: 5, to: 2813 }],
    });
    expect(wordsOf(window.session())).toMatch(/^已撤销 1-1 .*：5 → 2813$/);
    await window.session().redo();
    expect(wordsOf(window.session())).toMatch(/^已重做 1-1 .*：2813 → 5$/);
  });

  it('takes back of 项目资料 only what the step changed, not what was filled in beside it since', async () => {
    const [window] = await twoWindows();
    const profile = window.session().inspection?.facts.profile;
    if (profile === undefined) throw new Error('no profile');
    const changed: Draft = { type: 'profile.set', payload: { profile: { ...profile, community: '新名社区' } } };
    await window.session().record([changed]);
    const fact: Draft = {
      type: 'answer.set',
      payload: { clause: null, estate: null, field: 'households', option: null, value: 77 },
    };
    await window.session().record([fact]);
    await window.session().record([answer('3a', 'covered', 4)]);
    await window.session().undo();
    await window.session().undo();
    await window.session().undo();
    await window.session().redo();
    await window.session().redo();
    expect(window.session().inspection?.facts.profile).toMatchObject({
      community: '新名社区',
      facts: { households: 77 },
    });
  });

  it('waits where different values stand, until somebody has chosen', async () => {
    const [first, second] = await twoWindows();
    const stay = {};
    first.session().keepTyping(keyOf('1a', 'gigabit'), '5', answer('1a', 'gigabit', 5), stay);
    await second.session().record([answer('1a', 'gigabit', 9)]);
    await expect.poll(() => answerOf(first.session(), '1a', 'gigabit')).toBe(9);
    await first.session().record([answer('1a', 'gigabit', 5)], stay);
    await first.session().undo();
    expect(first.session().step).toMatchObject({ is: 'contested' });
    expect(first.session().inspection?.folded.conflicts).toHaveLength(1);
    expect(first.session().undoable).toBe(1);
  });
});

describe('[CL18] 撤销 of a text that is no valid value', () => {
  const KEY = keyOf('1a', 'gigabit');

  it('puts the field back to what is saved before it takes back anything saved, and 重做 brings the text again', async () => {
    const [window] = await twoWindows();
    const saved = answerOf(window.session(), '1a', 'gigabit');
    await window.session().record([answer('1a', 'gigabit', 5)]);
    window.session().holdTyping(KEY, '五十户');
    expect(window.session().undoable).toBe(2);
    expect(window.session().nextStep.undo).toMatchObject([{ from: '五十户', to: 5 }]);
    await window.session().undo();
    expect(window.session().typed).toEqual({});
    expect(answerOf(window.session(), '1a', 'gigabit')).toBe(5);
    expect(wordsOf(window.session())).toMatch(/^已撤销 1-1 .*：五十户 → 5$/);
    await window.session().undo();
    expect(answerOf(window.session(), '1a', 'gigabit')).toBe(saved);
    await window.session().redo();
    expect(answerOf(window.session(), '1a', 'gigabit')).toBe(5);
    expect(window.session().typed).toEqual({});
    await window.session().redo();
    expect(window.session().typed).toEqual({ [KEY]: '五十户' });
    expect(window.session().redoable).toBe(0);
  });

  it('asked for in a field is about that field, and what is recorded ends 重做 of it', async () => {
    const [window] = await twoWindows();
    const other = keyOf('3a', 'covered');
    window.session().holdTyping(KEY, '五十户');
    window.session().holdTyping(other, '全部');
    await window.session().undo(KEY);
    expect(window.session().typed).toEqual({ [other]: '全部' });
    await window.session().record([answer('1a', 'gigabit', 7)]);
    await window.session().redo();
    expect(window.session().typed).toEqual({ [other]: '全部' });
  });
});
