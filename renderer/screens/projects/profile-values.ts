import * as v from 'valibot';
import type { Field } from '#shared/catalogue/field-schema.ts';
import type { Catalogue } from '#shared/catalogue/schema.ts';
import { readLine } from '#shared/facts/one-line.ts';
import { Profile, type Answer } from '#shared/facts/schema.ts';
import { isBlank } from '#shared/reading/characters.ts';
import { readDate } from '#shared/reading/days.ts';
import { profileText } from '#renderer/text/projects-text.ts';
import { isTyped, parseTyped, typedOf, type TypedKind } from '#renderer/ui/fields/parse-answer.ts';

/** The form as antd holds it. */
export interface ProfileValues {
  readonly community?: string | undefined;
  readonly street?: string | undefined;
  readonly applicant?: string | undefined;
  readonly authority?: string | undefined;
  readonly basis?: string | undefined;
  /** Days as they are typed. */
  readonly period?: { readonly from?: string | undefined; readonly to?: string | undefined } | undefined;
  readonly noticeDate?: string | undefined;
  readonly facts?: Readonly<Record<string, string | boolean | null | undefined>> | undefined;
}

/** The texts of the form and the schemas of what they become. */
const TEXTS = {
  community: Profile.entries.community,
  street: Profile.entries.street.wrapped,
  applicant: Profile.entries.applicant,
  authority: Profile.entries.authority,
  basis: Profile.entries.basis,
} as const;
export type ProfileText = keyof typeof TEXTS;

/** What is wrong with a text of the form, or null. */
export function faultOfText(name: ProfileText, text: string, required: boolean): string | null {
  if (isBlank(text)) return required ? profileText.required(profileText[name]) : null;
  const read = readLine(TEXTS[name], text);
  return 'fault' in read ? read.fault : null;
}

/** What is wrong with a day as it is typed, or null. */
export function faultOfDay(text: string, required: boolean): string | null {
  const day = readDate(text);
  if (day.ok || (day.error.code === 'empty' && !required)) return null;
  return profileText.dayFault[day.error.code];
}

const dayOf = (text: string | undefined): string => {
  const day = readDate(text ?? '');
  return day.ok ? day.value : (text ?? '');
};

const Draft = v.object({
  community: v.optional(v.string()),
  street: v.optional(v.string()),
  applicant: v.optional(v.string()),
  authority: v.optional(v.string()),
  basis: v.optional(v.string()),
  period: v.optional(v.object({ from: v.optional(v.string()), to: v.optional(v.string()) })),
  noticeDate: v.optional(v.string()),
  facts: v.optional(v.record(v.string(), v.nullable(v.union([v.string(), v.boolean()])))),
});

/** The form as its draft was kept; null: there is none. */
export function keptValues(draft: string | undefined): ProfileValues | null {
  if (draft === undefined) return null;
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Draft), draft);
  return parsed.success ? parsed.output : null;
}

/** What is wrong with a typed fact, or null. */
export function faultOfTyped(field: Extract<Field, { kind: TypedKind }>, value: unknown): string | null {
  const parsed = parseTyped(field.kind, typeof value === 'string' ? value : '', unitOf(field));
  return 'fault' in parsed ? parsed.fault : null;
}

function unitOf(field: Field): string | undefined {
  return 'unit' in field ? field.unit : undefined;
}

/** The profile that the form describes, or what the schema says against it. */
export function profileOf(
  values: ProfileValues,
  catalogue: Catalogue,
  site: Profile['site'],
): { readonly profile: Profile } | { readonly fault: string } {
  const parsed = v.safeParse(Profile, {
    community: values.community ?? '',
    street: values.street ?? '',
    applicant: values.applicant ?? '',
    authority: values.authority ?? '',
    basis: values.basis ?? '',
    period: { from: dayOf(values.period?.from), to: dayOf(values.period?.to) },
    ...(isBlank(values.noticeDate ?? '') ? {} : { noticeDate: dayOf(values.noticeDate) }),
    ...(site === undefined ? {} : { site }),
    facts: factsOf(values, catalogue),
  });
  return parsed.success ? { profile: parsed.output } : { fault: parsed.issues[0].message };
}

/** The community's facts that are answered. */
function factsOf(values: ProfileValues, catalogue: Catalogue): Record<string, Answer> {
  const facts = catalogue.profileFields.flatMap((field) => {
    const value = values.facts?.[field.id];
    if (field.kind === 'flag') return typeof value === 'boolean' ? [[field.id, value] as const] : [];
    if (!isTyped(field) || typeof value !== 'string') return [];
    const parsed = parseTyped(field.kind, value, unitOf(field));
    return 'fault' in parsed || parsed.value === null ? [] : [[field.id, parsed.value] as const];
  });
  return Object.fromEntries(facts);
}

/** A profile as the form shows it. */
export function valuesOf(profile: Profile, catalogue: Catalogue): ProfileValues {
  const facts = catalogue.profileFields.map((field) => {
    const answer = profile.facts[field.id] ?? null;
    if (field.kind === 'flag') return [field.id, typeof answer === 'boolean' ? answer : null] as const;
    return [field.id, isTyped(field) ? typedOf(field.kind, answer) : ''] as const;
  });
  return {
    community: profile.community,
    street: profile.street,
    applicant: profile.applicant,
    authority: profile.authority,
    basis: profile.basis,
    period: { ...profile.period },
    noticeDate: profile.noticeDate ?? '',
    facts: Object.fromEntries(facts),
  };
}

/** An id for a further 小区: short, unused, safe in the facts' schema. */
export function newEstateId(taken: readonly string[]): string {
  let number = taken.length + 1;
  while (taken.includes(`e${number}`)) number += 1;
  return `e${number}`;
}
