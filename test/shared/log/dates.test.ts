import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { impossibleDateOf } from '#shared/facts/schema.ts';
import { Draft } from '#shared/log/events.ts';
import { readEvent } from '#shared/log/read-event.ts';
import { CATALOGUE_HASH, device, INSPECTION, PROFILE } from './events.ts';

const created = (profile: object) => ({
  type: 'inspection.created' as const,
  payload: {
    catalogue: { id: 'benchmark', version: '1', sha256: CATALOGUE_HASH },
    profile: { ...PROFILE, ...profile },
  },
});
const photo = (times: object) => ({
  type: 'evidence.added' as const,
  payload: {
    evidence: {
      id: 'e1',
      clause: '1a',
      sha256: CATALOGUE_HASH,
      name: 'a.jpg',
      mime: 'image/jpeg',
      size: 3,
      addedAt: '2024-08-05T10:00:00Z',
      ...times,
    },
  },
});
const recorded = ({ type, payload }: { readonly type: string; readonly payload: Record<string, unknown> }) =>
  readEvent({
    type,
    v: 1,
    inspection: INSPECTION,
    device: device('a'),
    seq: 1,
    prev: null,
    hlc: { wall: 1, count: 0 },
    deps: {},
    author: '',
    payload,
  });

describe('dates that do not exist', () => {
  it.each([
    ['a period', created({ period: { from: '2024-02-01', to: '2024-02-31' } })],
    ['a date of notice', created({ noticeDate: '2023-02-29' })],
    ['a time of a photo', photo({ takenAt: '2024-02-30T10:00:00' })],
    ['a time of adding', photo({ addedAt: '2024-02-30T10:00:00Z' })],
  ])('[RD3] [LG5] %s: refused in what is written anew, readable in what was recorded', (_, draft) => {
    expect(v.safeParse(Draft, draft).success).toBe(false);
    expect(recorded(draft).draft).toEqual(draft);
  });

  it('[RD3] are named in a profile', () => {
    expect(impossibleDateOf({ period: { from: '2024-02-30', to: '2024-03-01' } })).toBe('profile.period.from');
    expect(impossibleDateOf({ period: { from: '2024-02-29', to: '2024-02-30' } })).toBe('profile.period.to');
    expect(impossibleDateOf({ ...PROFILE, noticeDate: '2024-06-31' })).toBe('profile.noticeDate');
    expect(impossibleDateOf(PROFILE)).toBeNull();
  });

  it('[LG5] an event with a name that no record keeps is unreadable as a whole, never read without it', () => {
    const value: unknown = JSON.parse('{"constructor": true, "照明": true}');
    const reading = recorded({
      type: 'answer.set',
      payload: { clause: '1a', estate: null, field: 'functions', option: null, value },
    });
    expect(reading).toEqual({ draft: null, reason: 'bad-payload' });
  });
});
