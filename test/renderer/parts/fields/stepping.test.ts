import { describe, expect, it } from 'vitest';
import { Stepping, type Stepped, type Timing } from '#renderer/parts/fields/stepping.ts';

/** A clock that is moved by hand. */
function clock() {
  let now = 0;
  let tasks: { at: number; readonly task: () => void; readonly again: number | null }[] = [];
  const put = (ms: number, task: () => void, again: number | null) => {
    const entry = { at: now + ms, task, again };
    tasks.push(entry);
    return () => {
      tasks = tasks.filter((one) => one !== entry);
    };
  };
  const timing: Timing = {
    after: (ms, task) => put(ms, task, null),
    every: (ms, task) => put(ms, task, ms),
  };
  const pass = (ms: number): void => {
    const end = now + ms;
    for (;;) {
      const due = tasks.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      now = due.at;
      if (due.again === null) tasks = tasks.filter((one) => one !== due);
      else due.at += due.again;
      due.task();
    }
    now = end;
  };
  return { timing, pass, waiting: () => tasks.length };
}

/** A figure on a screen that is drawn once, at the beginning: it lags behind everything that is shown. */
function figure(text: number | null) {
  const shown: number[] = [];
  const recorded: number[] = [];
  const stepped: Stepped = {
    read: () => text,
    show: (next) => void shown.push(next),
    record: (next) => void recorded.push(next),
  };
  return { stepped, shown, recorded };
}

describe('a step that is held', () => {
  it('runs on without losing one, and is recorded once, when it ends', () => {
    const { timing, pass, waiting } = clock();
    const { stepped, shown, recorded } = figure(7);
    const stepping = new Stepping(timing);
    stepping.press(1, stepped);
    pass(2000);
    expect(shown).toEqual(Array.from({ length: 21 }, (_, index) => 8 + index));
    expect(recorded).toEqual([]);
    expect(stepping.release(stepped)).toBe(true);
    pass(2000);
    expect(recorded).toEqual([28]);
    expect(shown).toHaveLength(21);
    expect(waiting()).toBe(0);
  });

  it('is nothing while it was only pressed, and never goes below 0', () => {
    const { timing, pass } = clock();
    const { stepped, shown, recorded } = figure(2);
    const stepping = new Stepping(timing);
    stepping.press(-1, stepped);
    pass(399);
    expect(stepping.release(stepped)).toBe(false);
    expect([shown, recorded]).toEqual([[], []]);
    stepping.press(-1, stepped);
    pass(1000);
    stepping.release(stepped);
    expect(recorded).toEqual([0]);
  });

  it('by a repeating key counts on from what it showed, and the next hold from what stands there', () => {
    const { stepped, shown, recorded } = figure(9);
    const stepping = new Stepping(clock().timing);
    for (let repeat = 0; repeat < 3; repeat += 1) stepping.step(1, stepped);
    stepping.release(stepped);
    stepping.step(1, stepped);
    stepping.release(stepped);
    expect(shown).toEqual([10, 11, 12, 10]);
    expect(recorded).toEqual([12, 10]);
  });

  it('records nothing over what was typed meanwhile, or over a text that is no figure', () => {
    const { timing, pass } = clock();
    const { stepped, recorded } = figure(9);
    const stepping = new Stepping(timing);
    stepping.step(1, stepped);
    stepping.drop();
    stepping.release(stepped);
    const wrong = figure(null);
    stepping.press(1, wrong.stepped);
    pass(1000);
    stepping.release(wrong.stepped);
    expect([recorded, wrong.shown, wrong.recorded]).toEqual([[], [], []]);
  });
});
