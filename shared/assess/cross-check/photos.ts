import type { Evidence, Profile } from '#shared/facts/schema.ts';
import type { Check, CheckContext, Draft } from './context.ts';
import { isPhoto } from './evidence.ts';

const EARTH_RADIUS_METRES = 6_371_000;

/** Photos taken outside the 验收期间. */
export const photosOutsidePeriod: Check = (context) => {
  const { period } = context.facts.profile;
  return photosOf(context).flatMap(({ photo, indicator }) => {
    const day = photo.takenAt?.slice(0, 10);
    if (day === undefined || (day >= period.from && day <= period.to)) return [];
    const message = `照片“${photo.name}”拍摄于 ${day}，不在验收期间（${period.from} 至 ${period.to}）内`;
    return [draftOf(photo, indicator, 'photo-outside-period', `${photo.sha256}/${day}`, message)];
  });
};

/** Photos taken farther from the community than its radius. */
export const photosOffSite: Check = (context) => {
  const { site } = context.facts.profile;
  if (site === undefined) return [];
  return photosOf(context).flatMap(({ photo, indicator }) => {
    if (photo.gps === undefined) return [];
    const metres = Math.round(distance(photo.gps, site));
    if (metres <= site.radiusMetres) return [];
    const message = `照片“${photo.name}”的拍摄位置距社区 ${metres} 米，超过 ${site.radiusMetres} 米`;
    return [draftOf(photo, indicator, 'photo-off-site', photo.sha256, message)];
  });
};

/** The same photo under several clauses. */
export const photosReused: Check = (context) => {
  const uses = new Map<string, { photo: Evidence; indicator: number }[]>();
  for (const use of photosOf(context)) uses.set(use.photo.sha256, [...(uses.get(use.photo.sha256) ?? []), use]);
  return [...uses.values()].flatMap((list) => {
    const [first] = list;
    const clauses = [...new Set(list.map(({ photo }) => photo.clause))];
    if (first === undefined || clauses.length < 2) return [];
    const message = `照片“${first.photo.name}”同时用于条款 ${clauses.join('、')}`;
    const { sha256 } = first.photo;
    return [
      {
        ...draftOf(first.photo, first.indicator, 'photo-reused', `${sha256}/${clauses.join('/')}`, message),
        severity: 'notice' as const,
      },
    ];
  });
};

function photosOf({ compiled, facts }: CheckContext): readonly { photo: Evidence; indicator: number }[] {
  const owners = new Map(
    compiled.indicators.flatMap(({ indicator, target }) =>
      [target, ...indicator.clauses.map(({ id }) => id)].map((id) => [id, indicator.no] as const),
    ),
  );
  return facts.evidence.filter(isPhoto).flatMap((photo) => {
    const indicator = owners.get(photo.clause);
    return indicator === undefined ? [] : [{ photo, indicator }];
  });
}

function draftOf(photo: Evidence, indicator: number, kind: Draft['kind'], subject: string, message: string): Draft {
  return { indicator, clause: photo.clause, kind, severity: 'contradiction', subject, message };
}

/** Great-circle distance in metres (haversine on a sphere: off by at most half a percent). */
function distance(
  a: { latitude: number; longitude: number },
  b: Pick<NonNullable<Profile['site']>, 'latitude' | 'longitude'>,
): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const half = (x: number, y: number) => Math.sin(radians(y - x) / 2) ** 2;
  const chord =
    half(a.latitude, b.latitude) +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(a.longitude, b.longitude);
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(chord)));
}
