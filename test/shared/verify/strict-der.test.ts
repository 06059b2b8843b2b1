import { describe, expect, it } from 'vitest';
import { derLength } from '#shared/verify/strict-der.ts';

const whole = (hex: string): number | null => derLength(new Uint8Array(Buffer.from(hex, 'hex')));
const octets = (length: number): string => '00'.repeat(length);

describe('the shape of DER', () => {
  const GOOD: readonly (readonly [string, string, number])[] = [
    ['an integer', '020105', 3],
    ['null', '0500', 2],
    ['true', '0101ff', 3],
    ['an empty sequence', '3000', 2],
    ['a sequence of two', '3006020101020102', 8],
    ['the longest short length', `047f${octets(127)}`, 129],
    ['the shortest length of one byte', `048180${octets(128)}`, 131],
    ['the shortest length of two bytes', `04820100${octets(256)}`, 260],
    ['an element with something behind it', '020105ffff', 3],
  ];
  it.each(GOOD)('takes %s', (_, hex, length) => {
    expect(whole(hex)).toBe(length);
  });

  const BAD: readonly (readonly [string, string])[] = [
    ['nothing', ''],
    ['a tag alone', '02'],
    ['a length of one byte where none is needed', `04817f${octets(127)}`],
    ['a length with a leading zero', `04820080${octets(128)}`],
    ['a length of three bytes where two are enough', `0483000100${octets(256)}`],
    ['an indefinite length', '30800201010000'],
    ['a length of five bytes', '048500000000010000'],
    ['a length beyond the end', '020205'],
    ['an element that leaves its sequence', '3003020201'],
    ['null with contents', '050100'],
    ['a truth value of another byte', '010101'],
    ['a truth value of two bytes', '0102ffff'],
    ['a sequence that is not constructed', '1000'],
    ['a constructed string', '24040402aaaa'],
    ['the end mark', '0000'],
    ['a long tag', '1f0100'],
    ['an endless nesting', '3002'.repeat(70)],
  ];
  it.each(BAD)('refuses %s', (_, hex) => {
    expect(whole(hex)).toBeNull();
  });
});
