import * as v from 'valibot';
import {
  Answer,
  Day,
  Estate,
  Evidence,
  FindingReply,
  Narrative,
  NoteText,
  Override,
  PersonName,
  Profile,
  Reason,
  RecordedEvidence,
  RecordedProfile,
  Target,
  Waiver,
} from '../facts/schema.ts';
import { Sha256 } from '../ids.ts';

const Clause = v.pipe(v.string(), v.maxLength(8));
const Field = v.pipe(v.string(), v.maxLength(40));
const IndicatorNo = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999));
const Wall = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15));

/**
 * What can happen to an inspection, by type, as it is recorded; `events.ts` says of each what it does. `null` clears.
 * Wording of a change is derived, never stored.
 */
export const PAYLOADS = {
  'inspection.created': v.strictObject({
    catalogue: v.strictObject({ id: v.string(), version: v.string(), sha256: Sha256 }),
    profile: RecordedProfile,
    sample: v.optional(v.boolean()),
  }),
  'profile.set': v.strictObject({ profile: RecordedProfile }),
  'estate.set': v.strictObject({
    id: Estate.entries.id,
    name: v.nullable(Estate.entries.name),
    facts: Estate.entries.facts,
  }),
  /** `clause` null with `estate` null: a community fact; `estate` set, `clause` null: a fact of that 小区. */
  'answer.set': v.strictObject({
    clause: v.nullable(Clause),
    estate: v.nullable(Estate.entries.id),
    field: Field,
    /** One box of a checklist; null: the whole field. */
    option: v.nullable(v.pipe(v.string(), v.maxLength(60))),
    value: v.nullable(Answer),
  }),
  'narrative.set': v.strictObject({ indicator: IndicatorNo, narrative: v.nullable(Narrative) }),
  'note.set': v.strictObject({ indicator: IndicatorNo, text: NoteText }),
  'waiver.set': v.strictObject({ target: Target, waiver: v.nullable(v.omit(Waiver, ['target'])) }),
  'override.set': v.strictObject({ target: Target, override: v.nullable(v.omit(Override, ['target'])) }),
  'evidence.added': v.strictObject({ evidence: RecordedEvidence }),
  'evidence.removed': v.strictObject({ id: Evidence.entries.id, reason: Reason }),
  'finding.replied': v.strictObject({ key: FindingReply.entries.key, reason: v.nullable(Reason), by: PersonName }),
  /** 定稿: freezes the facts. Every 待核 it accepts is named. */
  'inspection.finalised': v.strictObject({
    by: PersonName,
    factsSha256: Sha256,
    accepted: v.array(v.strictObject({ indicator: IndicatorNo, reason: Reason })),
    /** 落款日期 as it was confirmed. Version 1 had none. */
    noticeDate: v.optional(Day),
    /** What the host's clock showed, in milliseconds since the epoch: the logical clock may be ahead. Version 1 had none. */
    wall: v.optional(Wall),
  }),
  'inspection.reopened': v.strictObject({ by: PersonName, reason: Reason }),
  'notice.published': v.strictObject({
    edition: v.pipe(v.number(), v.integer(), v.minValue(1)),
    pdfSha256: Sha256,
    xlsxSha256: Sha256,
    /** What it was made of; version 1 did not say. */
    factsSha256: v.optional(Sha256),
    signatures: v.array(
      v.strictObject({
        role: PersonName,
        name: v.string(),
        at: v.string(),
        test: v.boolean(),
        /** Whom the certificate names, and what was to be said of it when it signed; versions 1 and 2 did not record them. */
        holder: v.optional(v.string()),
        warnings: v.optional(v.array(v.string())),
      }),
    ),
  }),
  /** What the host saw of its clock, as evidence beside the times of the events that follow. */
  'clock.observed': v.strictObject({
    kind: v.picklist(['moved', 'behind']),
    /** What the clock showed, in milliseconds since the epoch. */
    wall: Wall,
    /** By how many milliseconds it was set, or is before the last event; negative: back. */
    by: v.pipe(v.number(), v.integer()),
  }),
} as const;

export type EventType = keyof typeof PAYLOADS;
export type PayloadOf<T extends EventType> = v.InferOutput<(typeof PAYLOADS)[T]>;

/** What a writer asks to record, of some types or all; the host adds who, when and where in the chain. */
export type DraftOf<T extends EventType> = {
  [K in T]: { readonly type: K; readonly payload: PayloadOf<K> };
}[T];

/** What may be written anew is held against the calendar; what was recorded stays readable as it is (SPEC LG5). */
export const WRITTEN = {
  ...PAYLOADS,
  'inspection.created': v.strictObject({ ...PAYLOADS['inspection.created'].entries, profile: Profile }),
  'profile.set': v.strictObject({ profile: Profile }),
  'evidence.added': v.strictObject({ evidence: Evidence }),
} as const;
