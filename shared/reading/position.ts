import { err, ok, type Result } from '../result.ts';
import { isBlank, isUnseen } from './characters.ts';
import { foldCharacter } from './fold-text.ts';

/** A place on Earth in degrees of WGS-84, as receivers of satellites give it. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

/** Nearer than this to 0, 0 is what a device writes that knows no place (about 100 m of open sea). */
const NOWHERE = 0.001;

/** Whether the figures are a position: within the Earth's degrees, and not the 0, 0 of a device that knows none. */
export function isPosition({ latitude, longitude }: Position): boolean {
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return false;
  return Math.abs(latitude) > NOWHERE || Math.abs(longitude) > NOWHERE;
}

/** `empty`; `no-position`: not two figures in degrees; `outside`: no place on Earth, or the 0, 0 of a device that knows none. */
export type PositionFault = 'empty' | 'no-position' | 'outside';

const NUMBER = String.raw`([-+]?\d{1,3}(?:\.\d{1,20})?)°?`;
const NORTH = String.raw`(?:北纬|纬度:?|N|lat:?)?`;
const EAST = String.raw`(?:东经|经度:?|E|lng:?|lon:?)?`;
const PAIR = new RegExp(`^${NORTH} ?${NUMBER} ?N?(?:[,;、/] ?| )${EAST} ?${NUMBER} ?E?$`, 'iu');

/**
 * A place on Earth as maps and telephones put it on the clipboard: latitude, then longitude, in degrees with decimals. Both
 * in the other order are understood where only that can be meant: no latitude is beyond 90°.
 */
export function readPosition(text: string): Result<Position, PositionFault> {
  if (isBlank(text)) return err('empty');
  const plain = Array.from(text, (character) => (isUnseen(character) ? '' : foldCharacter(character)))
    .join('')
    .replace(/[\s⇥↵]+/gu, ' ')
    .replace(/ ([,;、/])/gu, '$1')
    .replace(/^[([] ?| ?[)\]]$/gu, '')
    .trim();
  const [, first, second] = PAIR.exec(plain) ?? [];
  if (first === undefined || second === undefined) return err('no-position');
  const [one, other] = [Number(first), Number(second)];
  const position = Math.abs(one) > 90 ? { latitude: other, longitude: one } : { latitude: one, longitude: other };
  return isPosition(position) ? ok(position) : err('outside');
}

/** A position as it is written: the way `readPosition` reads it. */
export function positionText({ latitude, longitude }: Position): string {
  return `${decimalText(latitude)}, ${decimalText(longitude)}`;
}

/** Never with an exponent. */
const decimalText = (degrees: number): string =>
  String(degrees).includes('e') ? degrees.toFixed(20).replace(/0+$/, '') : String(degrees);
