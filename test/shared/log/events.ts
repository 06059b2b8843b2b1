import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { DeviceId, InspectionId, Sha256 } from '#shared/ids.ts';
import { canonicalText } from '#shared/log/canonical.ts';
import { limitReach, reachOf, withoutDevice } from '#shared/log/causality.ts';
import type { Event } from '#shared/log/event.ts';
import type { Draft } from '#shared/log/events.ts';
import type { Reach } from '#shared/log/heads.ts';
import { stampDrafts } from '#shared/log/stamp.ts';

export const sha256 = (text: string): Sha256 =>
  v.parse(Sha256, createHash('sha256').update(text, 'utf8').digest('hex'));
export const INSPECTION = v.parse(InspectionId, 'inspection-1');
export const device = (name: string): DeviceId => v.parse(DeviceId, `laptop-${name}`);
export const CATALOGUE_HASH = sha256('catalogue');

export const PROFILE = {
  community: '学苑社区',
  street: '',
  applicant: '学苑街道',
  authority: '区大数据中心',
  basis: '山东省智慧社区建设指标',
  period: { from: '2024-08-01', to: '2024-08-05' },
  facts: {},
};

export const CREATED: Draft = {
  type: 'inspection.created',
  payload: { catalogue: { id: 'benchmark', version: '1', sha256: CATALOGUE_HASH }, profile: PROFILE },
};

export const answer = (field: string, value: number | boolean | null, option: string | null = null): Draft => ({
  type: 'answer.set',
  payload: { clause: '1a', estate: null, field, option, value },
});

export const note = (text: string, indicator = 1): Draft => ({ type: 'note.set', payload: { indicator, text } });

/** Several laptops writing one inspection, each seeing only what it was given. */
export function laptops() {
  const seen = new Map<string, Event[]>();
  const known = (name: string) => seen.get(name) ?? [];
  return {
    /** Writes drafts on a laptop at a wall clock; `sees` narrows what its user had before their eyes. */
    write(name: string, now: number, drafts: readonly Draft[], sees?: Reach): Event[] {
      const own = known(name).filter((event) => event.device === device(name));
      const last = own.at(-1);
      const all = withoutDevice(reachOf(known(name)), device(name));
      const text = last === undefined ? null : { seq: last.seq, hash: sha256(canonicalText(last) ?? '') };
      const stamped = stampDrafts(
        drafts,
        {
          inspection: INSPECTION,
          device: device(name),
          author: name,
          head: text,
          deps: sees === undefined ? all : limitReach(all, sees),
          last: last?.hlc ?? null,
          seen: known(name).map((event) => event.hlc),
          now,
        },
        sha256,
      );
      const events = (stamped ?? []).map(({ event }) => event);
      seen.set(name, [...known(name), ...events]);
      return events;
    },
    /** Carries everything one laptop has over to another. */
    carry(from: string, to: string): void {
      const have = new Set(known(to));
      seen.set(to, [...known(to), ...known(from).filter((event) => !have.has(event))]);
    },
    /** Gives a laptop events from elsewhere. */
    take(name: string, events: readonly Event[]): void {
      seen.set(name, [...known(name), ...events]);
    },
    all: (): Event[] => [...new Set([...seen.values()].flat())],
  };
}
