import exifr from 'exifr';
import * as v from 'valibot';
import { isLocalTime } from '#shared/reading/days.ts';
import { isPosition } from '#shared/reading/position.ts';

/** When and where a photo says it was taken; null where it does not say. */
export interface PhotoFacts {
  /** Local time as the camera wrote it, without a zone: `2024-08-05T10:11:12`. */
  readonly takenAt: string | null;
  readonly gps: { readonly latitude: number; readonly longitude: number } | null;
}

const NOTHING: PhotoFacts = { takenAt: null, gps: null };

const Exif = v.object({
  DateTimeOriginal: v.fallback(v.optional(v.string()), undefined),
  CreateDate: v.fallback(v.optional(v.string()), undefined),
  latitude: v.fallback(v.optional(v.pipe(v.number(), v.finite(), v.minValue(-90), v.maxValue(90))), undefined),
  longitude: v.fallback(v.optional(v.pipe(v.number(), v.finite(), v.minValue(-180), v.maxValue(180))), undefined),
});

/** Reads EXIF from an image's bytes. Broken or missing metadata says nothing; it never refuses the photo. */
export async function readPhotoFacts(bytes: Uint8Array, mime: string): Promise<PhotoFacts> {
  if (!mime.startsWith('image/')) return NOTHING;
  const parsed = v.safeParse(Exif, await parseExif(bytes));
  if (!parsed.success) return NOTHING;
  const { DateTimeOriginal, CreateDate, latitude, longitude } = parsed.output;
  const known = latitude !== undefined && longitude !== undefined && isPosition({ latitude, longitude });
  const gps = known ? { latitude, longitude } : null;
  return { takenAt: localTime(DateTimeOriginal ?? CreateDate), gps };
}

async function parseExif(bytes: Uint8Array): Promise<unknown> {
  try {
    return await exifr.parse(bytes, { exif: true, gps: true, reviveValues: false, mergeOutput: true });
  } catch {
    return null;
  }
}

/** EXIF writes `2024:08:05 10:11:12`; a camera whose clock was never set writes zeros. */
function localTime(text: string | undefined): string | null {
  const [, year, month, day, time] = /^(\d{4}):(\d{2}):(\d{2}) (\d{2}:\d{2}:\d{2})/.exec(text ?? '') ?? [];
  if (year === undefined || year === '0000' || month === '00' || day === '00') return null;
  const iso = `${year}-${month}-${day}T${time}`;
  return isLocalTime(iso) ? iso : null;
}
