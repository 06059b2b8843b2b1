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
import { DeviceId, InspectionId, Sha256 } from '../ids.ts';
import { Reach, Seq } from './heads.ts';

const Clause = v.pipe(v.string(), v.maxLength(8));
const Field = v.pipe(v.string(), v.maxLength(40));
const IndicatorNo = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999));
const Wall = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15));

/**
 * What can happen to an inspection, by type. Each payload writes one register (one answer, one narrative…), so that two
 * people at different fields never conflict. `null` clears. Wording of a change is derived, never stored.
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

/** What a writer asks to record; the host adds who, when and where in the chain. */
export type Draft = { [T in EventType]: { readonly type: T; readonly payload: PayloadOf<T> } }[EventType];

/** What may be written anew is held against the calendar; what was recorded stays readable as it is (SPEC LG5). */
const WRITTEN = {
  'inspection.created': v.strictObject({ ...PAYLOADS['inspection.created'].entries, profile: Profile }),
  'profile.set': v.strictObject({ profile: Profile }),
  'evidence.added': v.strictObject({ evidence: Evidence }),
} as const;

const draftVariants = [
  v.strictObject({ type: v.literal('inspection.created'), payload: WRITTEN['inspection.created'] }),
  v.strictObject({ type: v.literal('profile.set'), payload: WRITTEN['profile.set'] }),
  v.strictObject({ type: v.literal('estate.set'), payload: PAYLOADS['estate.set'] }),
  v.strictObject({ type: v.literal('answer.set'), payload: PAYLOADS['answer.set'] }),
  v.strictObject({ type: v.literal('narrative.set'), payload: PAYLOADS['narrative.set'] }),
  v.strictObject({ type: v.literal('note.set'), payload: PAYLOADS['note.set'] }),
  v.strictObject({ type: v.literal('waiver.set'), payload: PAYLOADS['waiver.set'] }),
  v.strictObject({ type: v.literal('override.set'), payload: PAYLOADS['override.set'] }),
  v.strictObject({ type: v.literal('evidence.added'), payload: WRITTEN['evidence.added'] }),
  v.strictObject({ type: v.literal('evidence.removed'), payload: PAYLOADS['evidence.removed'] }),
  v.strictObject({ type: v.literal('finding.replied'), payload: PAYLOADS['finding.replied'] }),
  v.strictObject({ type: v.literal('inspection.finalised'), payload: PAYLOADS['inspection.finalised'] }),
  v.strictObject({ type: v.literal('inspection.reopened'), payload: PAYLOADS['inspection.reopened'] }),
  v.strictObject({ type: v.literal('notice.published'), payload: PAYLOADS['notice.published'] }),
  v.strictObject({ type: v.literal('clock.observed'), payload: PAYLOADS['clock.observed'] }),
] as const;

export const Draft = v.variant('type', [...draftVariants]);

/** Hybrid logical clock: wall milliseconds since the epoch as the writer saw them, and a counter within one. */
export const Hlc = v.strictObject({
  wall: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15)),
  count: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type Hlc = v.InferOutput<typeof Hlc>;

/** One call by which a window asks for events: `no` counts its calls, so that the same one asked for again is known. */
export const WindowCall = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,40}$/)),
  no: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(Number.MAX_SAFE_INTEGER)),
});
export type WindowCall = v.InferOutput<typeof WindowCall>;

/**
 * The window that asked for an event; several of one device write its one stream. `seen`: how far that window had seen
 * this stream, its own events aside, where that was not all of it. What is behind that, and another window's, it had not
 * seen.
 */
export const EventWindow = v.strictObject({
  ...WindowCall.entries,
  seen: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER))),
});
export type EventWindow = v.InferOutput<typeof EventWindow>;

/**
 * One immutable fact of an inspection. `seq` has no gaps within (inspection, device); `prev` is the SHA-256 of the
 * canonical (RFC 8785) previous event of that stream, null for the first; `deps` is what the writer had seen
 * of other streams, and `window` of its own; without one, as in all events of earlier programs, all of it.
 * An unknown `type` is kept, forwarded and shown as needing a newer version: it is never dropped.
 */
export const Event = v.strictObject({
  type: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
  v: v.pipe(v.number(), v.integer(), v.minValue(1)),
  inspection: InspectionId,
  device: DeviceId,
  seq: Seq,
  prev: v.nullable(Sha256),
  hlc: Hlc,
  deps: Reach,
  window: v.optional(EventWindow),
  author: v.pipe(v.string(), v.maxLength(40)),
  payload: v.record(v.string(), v.unknown()),
});
export type Event = v.InferOutput<typeof Event>;
