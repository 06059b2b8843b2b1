import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unfitIn, withoutHalves } from '#shared/reading/unfit.ts';

describe('what no record keeps', () => {
  it('is found by its place', () => {
    expect(unfitIn({ drafts: [{ a: '好' }, { a: '半\uD83D' }] })?.place).toEqual(['drafts', 1, 'a']);
    expect(unfitIn({ boxes: { '半\uDE00': true } })?.place).toEqual(['boxes', '半\uDE00']);
    for (const name of ['__proto__', 'constructor', 'prototype'])
      expect(unfitIn(JSON.parse(`{"boxes":{"${name}":true}}`))?.place).toEqual(['boxes', name]);
    expect(unfitIn({ boxes: { toString: true, hasOwnProperty: false, 一: '😀𠮷' } })).toBeNull();
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
