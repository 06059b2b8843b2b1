import * as v from 'valibot';
import { Decimal, Percent } from '../catalogue/rule-schema.ts';
import { Sha256 } from '../ids.ts';
import { isDay, isInstant, isLocalTime } from '../reading/days.ts';
import { OptionName } from '../catalogue/field-schema.ts';

const Text = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max));
const NO_SUCH_DAY = '日历上没有这一天';
const DayText = v.pipe(v.string(), v.isoDate('应为日期，例如 2024-08-01'));
/** A day that there is, `2024-08-01`. */
export const Day = v.pipe(DayText, v.check(isDay, NO_SUCH_DAY));
const InstantText = v.pipe(v.string(), v.isoTimestamp('应为时间，例如 2024-08-01T09:30:00+08:00'));
const LocalTimeText = v.pipe(v.string(), v.isoDateTimeSecond());
const InOrder = v.check<{ from: string; to: string }, string>(
  (period) => period.from <= period.to,
  '验收期间的开始日期晚于结束日期',
);

/** A whole count as JSON number: exact, never negative. */
export const Count = v.pipe(v.number(), v.integer('应为整数'), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));

/** Most boxes of one checklist and most entries of one list: ten times what any inspection needs. */
export const MAX_BOXES = 500;
export const MAX_ENTRIES = 1000;

/** Longest name of a file, in UTF-16 units: what the usual file systems take. */
export const MAX_FILE_NAME = 255;

/** An answer in words. */
export const FreeText = v.pipe(v.string(), v.maxLength(2000));
/** Why a person decided something. */
export const Reason = Text(500);
/** Who a person says they are. */
export const PersonName = Text(40);
/** The inspector's own note on an indicator. */
export const NoteText = v.pipe(v.string(), v.maxLength(5000));
/** What stands under a photo. */
export const Caption = v.pipe(v.string(), v.maxLength(200));

const Checked = v.pipe(v.record(OptionName, v.boolean()), v.maxEntries(MAX_BOXES, `最多${MAX_BOXES}项`));
const ItemAnswer = v.union([Count, Decimal, Percent, v.boolean(), v.string(), Checked]);

/** One named thing in an `entries` field, with the answers to its own fields. */
export const Entry = v.strictObject({
  name: Text(100),
  answers: v.optional(v.pipe(v.record(v.string(), ItemAnswer), v.maxEntries(MAX_BOXES)), {}),
});
export type Entry = v.InferOutput<typeof Entry>;

const Entries = v.pipe(v.array(Entry), v.maxLength(MAX_ENTRIES, `最多${MAX_ENTRIES}条`));

/**
 * A 填报值. Which shape is right depends on the field: count → integer; quantity → integer or decimal string; rate →
 * percent string; flag → boolean; text → string; checklist → {option: yes/no} (absent = unanswered); entries → list
 * (tried first: an empty list would pass for an empty checklist).
 */
export const Answer = v.union([Entries, ItemAnswer]);
export type Answer = v.InferOutput<typeof Answer>;

/** Answers by field id. */
export const Answers = v.record(v.string(), Answer);
export type Answers = v.InferOutput<typeof Answers>;

/** Answers by clause id, then field id. */
export const ClauseAnswers = v.record(v.string(), Answers);
export type ClauseAnswers = v.InferOutput<typeof ClauseAnswers>;

export const Estate = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/)),
  name: Text(60),
  facts: v.optional(Answers, {}),
  answers: v.optional(ClauseAnswers, {}),
});
export type Estate = v.InferOutput<typeof Estate>;

/** Who is inspected, by whom, on what ground, when; with the community's figures. */
export const Profile = v.strictObject({
  community: Text(60),
  street: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(60)), ''),
  applicant: Text(60),
  authority: Text(60),
  basis: Text(200),
  period: v.pipe(v.strictObject({ from: Day, to: Day }), InOrder),
  /** Date under the notice; absent: the day of 定稿. */
  noticeDate: v.optional(Day),
  /** Where the community is, for photos taken elsewhere. */
  site: v.optional(
    v.strictObject({
      latitude: v.pipe(v.number(), v.minValue(-90), v.maxValue(90)),
      longitude: v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
      radiusMetres: v.pipe(v.number(), v.minValue(50), v.maxValue(50_000)),
    }),
  ),
  facts: v.optional(Answers, {}),
});
export type Profile = v.InferOutput<typeof Profile>;

/** A profile as earlier programs recorded it: its dates have the form of dates, but were not held against the calendar. */
export const RecordedProfile = v.strictObject({
  ...Profile.entries,
  period: v.pipe(v.strictObject({ from: DayText, to: DayText }), InOrder),
  noticeDate: v.optional(DayText),
});

/** Which date of a recorded profile is no day of the calendar, as a path; null: all are. */
export function impossibleDateOf({ period, noticeDate }: Pick<Profile, 'period' | 'noticeDate'>): string | null {
  if (!isDay(period.from)) return 'profile.period.from';
  if (!isDay(period.to)) return 'profile.period.to';
  return noticeDate === undefined || isDay(noticeDate) ? null : 'profile.noticeDate';
}

/** Clause (`4a1`) or indicator (`4`); `target.ts` reads it. */
export const Target = v.pipe(v.string(), v.regex(/^\d{1,3}(?:[a-z]\d?)?$/));

export const VERDICTS = ['符合', '不符合', '待核', '不适用'] as const;
/** 条款 and 指标 results. */
export const Verdict = v.picklist(VERDICTS);
export type Verdict = v.InferOutput<typeof Verdict>;

/** 不涉及, with its published reason. */
export const Waiver = v.strictObject({ target: Target, reason: Reason, by: PersonName });
export type Waiver = v.InferOutput<typeof Waiver>;

/** 人工认定: replaces a computed result; shown wherever the result is shown. */
export const Override = v.strictObject({
  target: Target,
  result: Verdict,
  reason: Reason,
  by: PersonName,
});
export type Override = v.InferOutput<typeof Override>;

/** A 完成情况 edited by hand. `basis` = the facts it was written on; when they differ now, it is stale. */
export const Narrative = v.strictObject({
  text: Text(5000),
  basis: v.optional(v.string()),
});
export type Narrative = v.InferOutput<typeof Narrative>;

/** A photo or document under its SHA-256. */
export const Evidence = v.strictObject({
  id: Text(60),
  /** What it proves: a clause (`4a1`) or an indicator (`4`); `target.ts` reads it. */
  clause: v.string(),
  sha256: Sha256,
  name: Text(MAX_FILE_NAME),
  mime: Text(100),
  size: Count,
  caption: v.optional(Caption),
  /** From the photo itself (EXIF, local time, no zone); absent where it has none. */
  takenAt: v.optional(v.pipe(LocalTimeText, v.check(isLocalTime, NO_SUCH_DAY))),
  gps: v.optional(v.strictObject({ latitude: v.number(), longitude: v.number() })),
  /** The file broke off before its end when it was stored: kept as it is, and marked. */
  incomplete: v.optional(v.literal(true)),
  addedAt: v.pipe(InstantText, v.check(isInstant, NO_SUCH_DAY)),
});
export type Evidence = v.InferOutput<typeof Evidence>;

/** Evidence as earlier programs recorded it, its times of days that were not held against the calendar. */
export const RecordedEvidence = v.strictObject({
  ...Evidence.entries,
  takenAt: v.optional(LocalTimeText),
  addedAt: InstantText,
});

/** An inspector's reply to a 数据核对发现: kept and explained. */
export const FindingReply = v.strictObject({ key: Text(300), reason: Reason, by: PersonName });
export type FindingReply = v.InferOutput<typeof FindingReply>;

/** A 待核 indicator that is published as such: accepted by name, with the reason that is printed. */
export const NamedAcceptance = v.strictObject({
  indicator: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999)),
  reason: Reason,
  by: PersonName,
});
export type NamedAcceptance = v.InferOutput<typeof NamedAcceptance>;

/** Everything an inspection states: the input of assessment, narrative and publication. */
export const Facts = v.strictObject({
  $schema: v.optional(v.string()),
  schemaVersion: v.literal(1),
  catalogue: v.strictObject({ id: v.string(), version: v.string() }),
  profile: Profile,
  estates: v.pipe(
    v.optional(v.array(Estate), []),
    v.check((estates) => new Set(estates.map((estate) => estate.id)).size === estates.length, '小区编号重复'),
  ),
  answers: v.optional(ClauseAnswers, {}),
  waivers: v.optional(v.array(Waiver), []),
  overrides: v.optional(v.array(Override), []),
  narratives: v.optional(v.record(v.pipe(v.string(), v.regex(/^\d{1,3}$/)), Narrative), {}),
  notes: v.optional(v.record(v.pipe(v.string(), v.regex(/^\d{1,3}$/)), NoteText), {}),
  evidence: v.optional(v.array(Evidence), []),
  replies: v.optional(v.array(FindingReply), []),
  /** For a notice that is made from the file alone; an inspection accepts when it is finalised. */
  accepted: v.optional(v.array(NamedAcceptance)),
});
export type Facts = v.InferOutput<typeof Facts>;
/** The file as a person may write it: everything with a default may be left out. */
export type FactsInput = v.InferInput<typeof Facts>;
