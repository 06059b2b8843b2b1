import ExifReader from 'exifreader';
import * as v from 'valibot';
import { isPosition } from '#shared/reading/position.ts';
import { exifTime } from './exif-time.ts';

/** When and where a photo says it was taken; null where it does not say. */
export interface PhotoFacts {
  /** Local time without a zone, `2024-08-05T10:11:12`: as the camera wrote it, or Beijing's where it named its zone. */
  readonly takenAt: string | null;
  /** WGS-84 degrees. */
  readonly gps: { readonly latitude: number; readonly longitude: number } | null;
}

const NOTHING: PhotoFacts = { takenAt: null, gps: null };

/** EXIF text comes as a list of one; anything else than text says nothing. */
export const ExifWords = v.fallback(
  v.nullable(
    v.pipe(
      v.object({ value: v.union([v.string(), v.tuple([v.string()])]) }),
      v.transform(({ value }) => (typeof value === 'string' ? value : value[0])),
    ),
  ),
  null,
);
const Degrees = (limit: number) => v.pipe(v.number(), v.finite(), v.minValue(-limit), v.maxValue(limit));

const Exif = v.object({
  DateTimeOriginal: v.optional(ExifWords, null),
  OffsetTimeOriginal: v.optional(ExifWords, null),
  DateTimeDigitized: v.optional(ExifWords, null),
  OffsetTimeDigitized: v.optional(ExifWords, null),
});
const Place = v.object({ Latitude: Degrees(90), Longitude: Degrees(180) });

/**
 * Reads EXIF from an image's bytes (JPEG, PNG, WebP, HEIC, AVIF). Broken or missing metadata says nothing; it never refuses
 * the photo.
 */
export function readPhotoFacts(bytes: Uint8Array, mime: string): PhotoFacts {
  if (!mime.startsWith('image/')) return NOTHING;
  const groups = exifOf(bytes);
  if (groups === null) return NOTHING;
  return { takenAt: timeOf(groups.exif), gps: placeOf(groups.gps) };
}

/** The groups of EXIF as the library gives them; null where it can read nothing. It throws at what is no image it knows. */
export function exifOf(bytes: Uint8Array): { readonly exif: unknown; readonly gps: unknown } | null {
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const { exif, gps } = ExifReader.load(buffer, { expanded: true, includeTags: INCLUDED });
    return { exif, gps };
  } catch {
    return null;
  }
}

/** Nothing else of a photo is looked at: colour profiles and makers' notes are large, and none of our business. */
const INCLUDED = {
  exif: ['Make', 'Model', 'DateTimeOriginal', 'OffsetTimeOriginal', 'DateTimeDigitized', 'OffsetTimeDigitized'],
  gps: ['Latitude', 'Longitude'],
};

/** A blank or impossible time of taking leaves the word to the time of digitising. */
function timeOf(exif: unknown): string | null {
  const said = v.safeParse(Exif, exif);
  if (!said.success) return null;
  const { DateTimeOriginal, OffsetTimeOriginal, DateTimeDigitized, OffsetTimeDigitized } = said.output;
  return exifTime(DateTimeOriginal, OffsetTimeOriginal) ?? exifTime(DateTimeDigitized, OffsetTimeDigitized);
}

function placeOf(gps: unknown): PhotoFacts['gps'] {
  const said = v.safeParse(Place, gps);
  if (!said.success) return null;
  const place = { latitude: said.output.Latitude, longitude: said.output.Longitude };
  return isPosition(place) ? place : null;
}
