import { BmpString, PrintableString, TeletexString, UniversalString, Utf8String } from 'asn1js';
import { describe, expect, it } from 'vitest';
import { nameText } from '#shared/verify/name-text.ts';

const latin1 = (hex: string): string => Buffer.from(hex, 'hex').toString('latin1');

describe('the text of a name', () => {
  it.each([
    ['中国公司', 'd6d0b9fab9abcbbe'],
    ['山东CA中心', 'c9bdb6ab4341d6d0d0c4'],
    ['朱镕基', 'd6ece946bbf9'],
    ['A座B公司', '41d7f942b9abcbbe'],
  ])('reads GBK in a string of one-byte characters: %s', (text, hex) => {
    expect(nameText(new TeletexString({ value: latin1(hex) }))).toBe(text);
    expect(nameText(new PrintableString({ value: latin1(hex) }))).toBe(text);
  });

  it.each(['Größe', 'Müller', 'José', 'Ångström', 'Renée Zoë', 'plain'])('leaves Latin-1 as it is: %s', (text) => {
    expect(nameText(new TeletexString({ value: text }))).toBe(text);
  });

  it('reads UTF-8 where a one-byte string holds it, and the wide strings by their definition', () => {
    expect(nameText(new TeletexString({ value: Buffer.from('中国公司').toString('latin1') }))).toBe('中国公司');
    expect(nameText(new Utf8String({ value: '中国𠮷公司' }))).toBe('中国𠮷公司');
    expect(nameText(new BmpString({ value: '中国公司' }))).toBe('中国公司');
    expect(nameText(new UniversalString({ value: '中国公司' }))).toBe('中国公司');
  });
});
