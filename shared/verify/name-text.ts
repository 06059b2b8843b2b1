import type { AsnType } from 'asn1js';
import { latin1 } from './bytes.ts';

const TAG = { bmp: 30, universal: 28 } as const;
const HAN_AND_MARKS = /^[\p{Script=Han}\u3000-\u303f\uff00-\uffef\u2014\u2018-\u201d\u2026\u00b7]+$/u;
const LATIN_NEIGHBOUR = /[A-Za-z]/;

function decode(label: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Whether text read as GBK is believable. Latin-1 text often is valid GBK as well (`Größe`, `Müller`), but then each accented
 * letter makes one lone character between Latin ones; Chinese names have at least two side by side, or stand free.
 */
function isChinese(text: string): boolean {
  const runs = [...text.matchAll(/[^\0-\x7f]+/gu)];
  if (runs.length === 0 || !runs.every(([run]) => HAN_AND_MARKS.test(run))) return false;
  const touched = ({ index, 0: run }: RegExpExecArray): boolean =>
    LATIN_NEIGHBOUR.test(text.charAt(index - 1)) || LATIN_NEIGHBOUR.test(text.charAt(index + run.length));
  return runs.some(([run]) => Array.from(run).length > 1) || !runs.some(touched);
}

/** Strings of one byte a character: by the letter Latin-1 or ASCII, but Chinese issuers put UTF-8 and GBK into them. */
function byteText(bytes: Uint8Array): string {
  const utf8 = decode('utf-8', bytes);
  if (utf8 !== null && (bytes.every((byte) => byte < 0x80) || HAN_AND_MARKS.test(utf8.replace(/[\0-\x7f]/g, '')))) {
    return utf8;
  }
  const gbk = decode('gb18030', bytes);
  return gbk !== null && isChinese(gbk) ? gbk : latin1(bytes);
}

function wideText(bytes: Uint8Array, size: 2 | 4): string {
  if (bytes.length % size !== 0) return '';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = (index: number): number => (size === 2 ? view.getUint16(index * 2) : view.getUint32(index * 4));
  const numbers = Array.from({ length: bytes.length / size }, (_, index) => at(index));
  if (size === 2) return numbers.map((unit) => String.fromCharCode(unit)).join('');
  return numbers.every((point) => point <= 0x10ffff) ? String.fromCodePoint(...numbers) : '';
}

/**
 * The text of one attribute of a name: UTF8String, BMPString and UniversalString by their definition, unless the bytes of a
 * UTF8String are none; the others by their bytes (see `byteText`). Empty for what is no string.
 */
export function nameText(value: AsnType): string {
  const block: object = value.valueBlock;
  const bytes = 'valueHexView' in block && block.valueHexView instanceof Uint8Array ? block.valueHexView : null;
  if (bytes === null || !('value' in block) || typeof block.value !== 'string') return '';
  const tag = value.idBlock.tagNumber;
  if (tag === TAG.bmp) return wideText(bytes, 2);
  if (tag === TAG.universal) return wideText(bytes, 4);
  if (tag === 12) return decode('utf-8', bytes) ?? byteText(bytes);
  return byteText(bytes);
}
