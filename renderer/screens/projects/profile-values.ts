import * as v from 'valibot';
import type { Field } from '#shared/catalogue/field-schema.ts';
import type { Catalogue } from '#shared/catalogue/schema.ts';
import { readLine } from '#shared/facts/one-line.ts';
import { Profile, type Answer } from '#shared/facts/schema.ts';
import { firstFault } from '#shared/schema-fault.ts';
import { isBlank } from '#shared/reading/characters.ts';
import { withoutHalves } from '#shared/reading/unfit.ts';
import { readDate } from '#shared/reading/days.ts';
import { positionText, readPosition } from '#shared/reading/position.ts';
import { readFigure } from '#shared/reading/read-figure.ts';
import { profileText } from '#renderer/text/projects-text.ts';
import { figureFaultText } from '#renderer/text/walk-text.ts';
import { isTyped, parseTyped, typedOf, type TypedKind } from '#renderer/parts/fields/parse-answer.ts';

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
  /** Where the community is and how far around, as it is typed. */
  readonly site?: { readonly position?: string | undefined; readonly radius?: string | undefined } | undefined;
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

type Site = NonNullable<Profile['site']>;
const RADIUS = Profile.entries.site.wrapped.entries.radiusMetres;
/** How far around its position a community reaches where nobody says. */
const RADIUS_METRES = 1000;

/** What is wrong with a position as it is typed, or null. */
export function faultOfPosition(text: string): string | null {
  const position = readPosition(text);
  return position.ok || position.error.code === 'empty' ? null : profileText.positionFault[position.error.code];
}

/** What is wrong with a radius as it is typed, or null; none is the usual one. */
export function faultOfRadius(text: string): string | null {
  const radius = readFigure(text, { kind: 'quantity', unit: profileText.metres });
  if (!radius.ok) return radius.error.code === 'empty' ? null : figureFaultText(radius.error.code, 'quantity');
  const parsed = v.safeParse(RADIUS, Number(radius.value));
  return parsed.success ? null : firstFault(parsed.issues).reason;
}

/** A position as it will be saved, once it is understood; else as it was typed. */
export function settledPosition(text: string): string {
  const position = readPosition(text);
  return position.ok ? positionText(position.value) : text;
}

/** The site that the form describes; undefined: no position is given, so that photos are not held against one. */
function siteOf(values: ProfileValues): Site | undefined {
  const position = readPosition(values.site?.position ?? '');
  if (!position.ok) return undefined;
  const radius = readFigure(values.site?.radius ?? '', { kind: 'quantity', unit: profileText.metres });
  return { ...position.value, radiusMetres: radius.ok ? Number(radius.value) : RADIUS_METRES };
}

const dayOf = (text: string | undefined): string => {
  const day = readDate(text ?? '');
  return day.ok ? day.value : (text ?? '');
};

const Kept = v.object({
  community: v.optional(v.string()),
  street: v.optional(v.string()),
  applicant: v.optional(v.string()),
  authority: v.optional(v.string()),
  basis: v.optional(v.string()),
  period: v.optional(v.object({ from: v.optional(v.string()), to: v.optional(v.string()) })),
  noticeDate: v.optional(v.string()),
  site: v.optional(v.object({ position: v.optional(v.string()), radius: v.optional(v.string()) })),
  facts: v.optional(v.record(v.string(), v.nullable(v.union([v.string(), v.boolean()])))),
});

/** The form as it was kept; null: there is none. */
export function keptValues(kept: string | undefined): ProfileValues | null {
  if (kept === undefined) return null;
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Kept), kept);
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
): { readonly profile: Profile } | { readonly fault: string } {
  const site = siteOf(values);
  const written = {
    community: values.community ?? '',
    street: values.street ?? '',
    applicant: values.applicant ?? '',
    authority: values.authority ?? '',
    basis: values.basis ?? '',
    period: { from: dayOf(values.period?.from), to: dayOf(values.period?.to) },
    ...(isBlank(values.noticeDate ?? '') ? {} : { noticeDate: dayOf(values.noticeDate) }),
    ...(site === undefined ? {} : { site }),
    facts: factsOf(values, catalogue),
  };
  const parsed = v.safeParse(Profile, withoutHalves(written));
  return parsed.success ? { profile: parsed.output } : { fault: firstFault(parsed.issues).reason };
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
    site: {
      position: profile.site === undefined ? '' : positionText(profile.site),
      radius: profile.site === undefined ? '' : String(profile.site.radiusMetres),
    },
    facts: Object.fromEntries(facts),
  };
}

/** An id for a further 小区: short, unused, safe in the facts' schema. */
export function newEstateId(taken: readonly string[]): string {
  let number = taken.length + 1;
  while (taken.includes(`e${number}`)) number += 1;
  return `e${number}`;
}
