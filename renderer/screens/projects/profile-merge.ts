import type { Catalogue } from '#shared/catalogue/schema.ts';
import type { Profile } from '#shared/facts/schema.ts';
import { sameJson } from '#shared/log/canonical.ts';
import type { Draft } from '#shared/log/events.ts';
import { profileText } from '#renderer/text/projects-text.ts';
import { profileOf, valuesOf, type ProfileValues } from './profile-values.ts';

type Leaf = string | boolean | null;
type Leaves = Readonly<Record<string, Leaf>>;

/** Every field of the form by its path; what is not filled in is ''. */
function leavesOf(values: ProfileValues): Leaves {
  const { period, site, facts = {}, ...texts } = values;
  const leaves: Record<string, unknown> = {
    ...texts,
    'period.from': period?.from,
    'period.to': period?.to,
    'site.position': site?.position,
    'site.radius': site?.radius,
    ...Object.fromEntries(Object.entries(facts).map(([id, value]) => [`facts.${id}`, value])),
  };
  return Object.fromEntries(
    Object.entries(leaves).map(([path, value]) => [
      path,
      typeof value === 'string' ? value.trim() : typeof value === 'boolean' ? value : '',
    ]),
  );
}

/** What a form holds, what it began with, and what is saved now. */
export interface FormState {
  readonly form: ProfileValues;
  readonly base: ProfileValues;
  readonly saved: ProfileValues;
}

/** The fields that the writer changed and that were changed to something else elsewhere since they began, by path. */
export function contestedFields(standing: FormState): readonly string[] {
  const [form, base, saved] = [leavesOf(standing.form), leavesOf(standing.base), leavesOf(standing.saved)];
  return Object.keys({ ...base, ...form }).filter((path) => {
    const [mine, before, now] = [form[path] ?? '', base[path] ?? '', saved[path] ?? ''];
    return mine !== before && now !== before && mine !== now;
  });
}

/** The form with the fields that nobody touched in it as they are saved now, and what those fields began with. */
export function followSaved(standing: FormState): { readonly form: ProfileValues; readonly base: ProfileValues } {
  const [form, base] = [leavesOf(standing.form), leavesOf(standing.base)];
  const isTouched = (path: string): boolean => (form[path] ?? '') !== (base[path] ?? '');
  return {
    form: mixed(standing.form, standing.saved, isTouched),
    base: mixed(standing.base, standing.saved, isTouched),
  };
}

/** The fields of `own` that `isOwn` names, the others as in `other`. */
function mixed(own: ProfileValues, other: ProfileValues, isOwn: (path: string) => boolean): ProfileValues {
  const pick = <T>(path: string, mine: T, theirs: T): T => (isOwn(path) ? mine : theirs);
  const ids = Object.keys({ ...other.facts, ...own.facts });
  return {
    community: pick('community', own.community, other.community),
    street: pick('street', own.street, other.street),
    applicant: pick('applicant', own.applicant, other.applicant),
    authority: pick('authority', own.authority, other.authority),
    basis: pick('basis', own.basis, other.basis),
    period: {
      from: pick('period.from', own.period?.from, other.period?.from),
      to: pick('period.to', own.period?.to, other.period?.to),
    },
    noticeDate: pick('noticeDate', own.noticeDate, other.noticeDate),
    site: {
      position: pick('site.position', own.site?.position, other.site?.position),
      radius: pick('site.radius', own.site?.radius, other.site?.radius),
    },
    facts: Object.fromEntries(ids.map((id) => [id, pick(`facts.${id}`, own.facts?.[id], other.facts?.[id])])),
  };
}

/** What a field of the form is called. */
export function labelOfField(path: string, catalogue: Catalogue): string {
  switch (path) {
    case 'community':
    case 'street':
    case 'applicant':
    case 'authority':
    case 'basis':
    case 'noticeDate':
      return profileText[path];
    case 'period.from':
      return profileText.periodFrom;
    case 'period.to':
      return profileText.periodTo;
    case 'site.position':
      return profileText.site;
    case 'site.radius':
      return profileText.radius;
    default:
      return catalogue.profileFields.find(({ id }) => `facts.${id}` === path)?.label ?? path;
  }
}

/**
 * The changes that a form makes to the saved profile: those fields alone that were changed in it, so that what was changed
 * elsewhere meanwhile stays. A fault in words where the form is no profile.
 */
export function profileDrafts(
  { form, base }: Pick<FormState, 'form' | 'base'>,
  profile: Profile,
  catalogue: Catalogue,
): { readonly drafts: readonly Draft[] } | { readonly fault: string } {
  const typed = profileOf(form, catalogue);
  if ('fault' in typed) return typed;
  // Compared as they are saved, `2024/8/1` is no change of 2024-08-01.
  const own = valuesOf(typed.profile, catalogue);
  const made = profileOf(followSaved({ form: own, base, saved: valuesOf(profile, catalogue) }).form, catalogue);
  if ('fault' in made) return made;
  const [next, now] = [made.profile, profile];
  const bare = sameJson({ ...next, facts: {} }, { ...now, facts: {} });
  const fields = catalogue.profileFields.map(({ id }) => id);
  return {
    drafts: [
      ...(bare ? [] : [{ type: 'profile.set' as const, payload: { profile: { ...next, facts: {} } } }]),
      ...fields
        .filter((field) => !sameJson(next.facts[field] ?? null, now.facts[field] ?? null))
        .map((field) => ({
          type: 'answer.set' as const,
          payload: { clause: null, estate: null, field, option: null, value: next.facts[field] ?? null },
        })),
    ],
  };
}
