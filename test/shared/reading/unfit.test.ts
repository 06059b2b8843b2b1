import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unfitIn, unwritableIn, withoutHalves } from '#shared/reading/unfit.ts';

describe('what no record keeps', () => {
  it('is found by its place', () => {
    expect(unfitIn({ drafts: [{ a: '好' }, { a: '半\uD83D' }] })?.place).toEqual(['drafts', 1, 'a']);
    expect(unfitIn({ boxes: { '半\uDE00': true } })?.place).toEqual(['boxes', '半\uDE00']);
    for (const name of ['__proto__', 'constructor', 'prototype'])
      expect(unfitIn(JSON.parse(`{"boxes":{"${name}":true}}`))?.place).toEqual(['boxes', name]);
    expect(unfitIn({ boxes: { toString: true, hasOwnProperty: false, 一: '😀𠮷' } })).toBeNull();
  });

  it('[RD6] is, of what is recorded anew, also a text or a name that nobody sees; what was recorded stays readable', () => {
    for (const unseen of ['\u200B', '\u00AD\uFEFF', ' \u2060 ', '\u3164', '\u2800\uFE0F']) {
      expect(unwritableIn({ waiver: { reason: '无此设施', by: unseen } })?.place).toEqual(['waiver', 'by']);
      expect(unwritableIn({ boxes: { [unseen]: true } })?.place).toEqual(['boxes', unseen]);
      expect(unfitIn({ by: unseen })).toBeNull();
      expect(unwritableIn({ password: unseen })).toBeNull();
    }
    expect(unwritableIn({ by: '张\u200B三', note: '', blank: ' \u3000\n' })).toBeNull();
    expect(unwritableIn({ password: '\uD83D' })?.place).toEqual(['password']);
  });

  it('halves are left out wherever they stand, and nothing else', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        expect(unfitIn({ v: withoutHalves({ v: value }) })?.reason ?? '').not.toContain('半个');
      }),
    );
    expect(withoutHalves({ a: ['半\uD83D', '😀'], b: 1, c: null })).toEqual({ a: ['半', '😀'], b: 1, c: null });
  });
});
