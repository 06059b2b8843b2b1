import * as v from 'valibot';
import type { Sha256 } from '#shared/ids.ts';
import { cutText, isUnseen, isWhite } from '#shared/reading/characters.ts';
import { ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import { exifOf, ExifWords } from './photo-facts.ts';
import { sniff } from './sniff.ts';

const Maker = v.object({ Make: v.optional(ExifWords, null), Model: v.optional(ExifWords, null) });

/** Longer than any camera's name. */
const LONGEST_NAME = 80;

/** Which camera an image says it was taken with, maker and model as one name; null where it does not say. */
export function readCamera(bytes: Uint8Array): string | null {
  if (sniff(bytes)?.mime.startsWith('image/') !== true) return null;
  const said = v.safeParse(Maker, exifOf(bytes)?.exif);
  if (!said.success) return null;
  const [maker = '', model = ''] = [said.output.Make, said.output.Model].map((words) => nameIn(words ?? ''));
  const isWhole = model.toLowerCase().startsWith(maker.toLowerCase());
  const name = cutText(isWhole ? model : `${maker} ${model}`, LONGEST_NAME).trim();
  return name === '' ? null : name;
}

/** A name in EXIF ends at its first NUL, and is often padded with blanks. */
function nameIn(words: string): string {
  const [name = ''] = words.split('\0');
  const shown = Array.from(name, (one) => (isWhite(one) ? ' ' : isUnseen(one) ? '' : one));
  return shown.join('').trim();
}

/** Originals, to be read by their hash. */
interface Originals {
  read(sha256: Sha256): Answer<Uint8Array>;
}

/** The camera of a stored original; fails as reading it does. */
export async function cameraOf(originals: Originals, sha256: Sha256): Answer<string | null> {
  const original = await originals.read(sha256);
  return original.ok ? ok(readCamera(original.value)) : original;
}
