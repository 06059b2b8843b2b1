import dayjs, { type Dayjs } from 'dayjs';
import * as v from 'valibot';
import type { Field } from '#shared/catalogue/field-schema.ts';
import type { Catalogue } from '#shared/catalogue/schema.ts';
import { Profile, type Answer } from '#shared/facts/schema.ts';
import { isTyped, parseTyped, typedOf, type TypedKind } from '#renderer/ui/fields/parse-answer.ts';

/** The form as antd holds it. */
export interface ProfileValues {
  readonly community?: string;
  readonly street?: string;
  readonly applicant?: string;
  readonly authority?: string;
  readonly basis?: string;
  readonly period?: readonly [Dayjs, Dayjs] | null;
  readonly noticeDate?: Dayjs | null;
  readonly facts?: Readonly<Record<string, string | boolean | null | undefined>>;
}

const DAY = 'YYYY-MM-DD';

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
  const [from, to] = values.period ?? [];
  const parsed = v.safeParse(Profile, {
    community: values.community ?? '',
    street: values.street ?? '',
    applicant: values.applicant ?? '',
    authority: values.authority ?? '',
    basis: values.basis ?? '',
    period: { from: from?.format(DAY) ?? '', to: to?.format(DAY) ?? '' },
    ...(values.noticeDate ? { noticeDate: values.noticeDate.format(DAY) } : {}),
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
    period: [dayjs(profile.period.from), dayjs(profile.period.to)],
    noticeDate: profile.noticeDate === undefined ? null : dayjs(profile.noticeDate),
    facts: Object.fromEntries(facts),
  };
}

/** An id for a further 小区: short, unused, safe in the facts' schema. */
export function newEstateId(taken: readonly string[]): string {
  let number = taken.length + 1;
  while (taken.includes(`e${number}`)) number += 1;
  return `e${number}`;
}
