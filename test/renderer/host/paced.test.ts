import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { paced } from '#renderer/host/paced.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('of what comes in a burst the first is told at once and the latest a moment later', () => {
  const told: number[] = [];
  let now = 0;
  const tell = paced(() => told.push(now), 80);
  for (now = 1; now < 300; now += 1) tell();
  expect(told).toEqual([1]);
  vi.advanceTimersByTime(80);
  expect(told).toEqual([1, 300]);
  vi.advanceTimersByTime(1000);
  now = 301;
  tell();
  now = 302;
  tell();
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([1, 300, 301, 302]);
});
