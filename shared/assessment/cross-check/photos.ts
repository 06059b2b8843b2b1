import { clauseNumber } from '#shared/catalogue/clause-number.ts';
import type { Evidence } from '#shared/facts/schema.ts';
import { isDay } from '#shared/reading/days.ts';
import { isPosition, type Position } from '#shared/reading/position.ts';
import type { Check, CheckContext, Observation } from './context.ts';
import { isPhoto } from './evidence.ts';

const EARTH_RADIUS_METRES = 6_371_000;

/** Photos taken outside the 验收期间. */
export const photosOutsidePeriod: Check = (context) => {
  const { period } = context.facts.profile;
  return photosOf(context).flatMap(({ photo, indicator }) => {
    const day = photo.takenAt?.slice(0, 10);
    // A camera that writes a day which does not exist says nothing.
    if (day === undefined || !isDay(day) || (day >= period.from && day <= period.to)) return [];
    const message = `照片“${photo.name}”拍摄于 ${day}，不在验收期间（${period.from} 至 ${period.to}）内`;
    return [observationOf(photo, indicator, 'photo-outside-period', `${photo.sha256}/${day}`, message)];
  });
};

/** Photos taken farther from the community than its radius. */
export const photosOffSite: Check = (context) => {
  const { site } = context.facts.profile;
  if (site === undefined || !isPosition(site)) return [];
  return photosOf(context).flatMap(({ photo, indicator }) => {
    if (photo.gps === undefined || !isPosition(photo.gps)) return [];
    const metres = Math.round(distance(photo.gps, site));
    if (metres <= site.radiusMetres) return [];
    const message = `照片“${photo.name}”的拍摄位置距社区 ${metres} 米，超过 ${site.radiusMetres} 米${shiftHint(metres)}`;
    return [observationOf(photo, indicator, 'photo-off-site', photo.sha256, message)];
  });
};

/** By how many metres the coordinates of Chinese maps (GCJ-02, BD-09) are off those of receivers (WGS-84). */
const MAP_SHIFT = { from: 100, to: 700 } as const;

/** Names the other cause of a distance that a shifted map could make. */
function shiftHint(metres: number): string {
  if (metres < MAP_SHIFT.from || metres > MAP_SHIFT.to) return '';
  return '。位置按 WGS-84 坐标计；社区位置若取自国内地图（GCJ-02、BD-09 坐标），会有这样的偏移，请先核对坐标';
}

/** The same photo under several clauses, or more than once under one. */
export const photosReused: Check = (context) => {
  const uses = new Map<string, { photo: Evidence; indicator: number }[]>();
  for (const use of photosOf(context)) uses.set(use.photo.sha256, [...(uses.get(use.photo.sha256) ?? []), use]);
  return [...uses.values()].flatMap((list) => {
    const [first] = list;
    const clauses = [...new Set(list.map(({ photo }) => photo.clause))];
    if (first === undefined || list.length < 2) return [];
    const message =
      clauses.length < 2
        ? `照片“${first.photo.name}”在 ${clauseNumber(first.photo.clause)} 中重复添加了 ${list.length} 次`
        : `照片“${first.photo.name}”同时用于 ${clauses.map(clauseNumber).join('、')}`;
    const { sha256 } = first.photo;
    return [
      {
        ...observationOf(first.photo, first.indicator, 'photo-reused', `${sha256}/${clauses.join('/')}`, message),
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

function observationOf(
  photo: Evidence,
  indicator: number,
  kind: Observation['kind'],
  subject: string,
  message: string,
): Observation {
  return { indicator, clause: photo.clause, kind, severity: 'contradiction', subject, message };
}

/** Great-circle distance in metres (haversine on a sphere: off by at most half a percent). */
function distance(a: Position, b: Position): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const half = (x: number, y: number) => Math.sin(radians(y - x) / 2) ** 2;
  const chord =
    half(a.latitude, b.latitude) +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(a.longitude, b.longitude);
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(chord)));
}
