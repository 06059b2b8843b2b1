import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText } from '#shared/reading/fold-text.ts';
import { cutText, isWellFormed, toWellFormed } from '#shared/reading/characters.ts';

describe('folded texts', () => {
  it('say where a piece stands in the original', () => {
    const original = '共２８\u200B１３户，𠮷⽅１２％';
    const folded = foldText(original);
    expect(folded.text).toBe('共2813户,𠮷方12%');
    const at = folded.text.indexOf('2813');
    const { start, end } = folded.original(at, at + 4);
    expect(original.slice(start, end)).toBe('２８\u200B１３');
  });

  it('cover the original without gaps but for what nobody sees, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (original) => {
        const folded = foldText(original);
        let end = 0;
        for (let at = 0; at < folded.text.length; at += 1) {
          const piece = folded.original(at, at + 1);
          expect(piece.start).toBeGreaterThanOrEqual(Math.min(end, piece.start));
          expect(foldText(original.slice(piece.start, piece.end)).text).toContain(folded.text[at]);
          end = piece.end;
        }
        expect(foldText(folded.text).text).toBe(folded.text);
      }),
    );
  });
});

describe('cutting', () => {
  it('never cuts a pair in two, whatever the text and the place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 10 }).filter(isWellFormed), fc.nat(12), (text, most) => {
        const cut = cutText(text, most);
        expect(isWellFormed(cut)).toBe(true);
        expect(text.startsWith(cut)).toBe(true);
        expect(cut.length).toBeLessThanOrEqual(most);
        expect(cut.length).toBeGreaterThanOrEqual(Math.min(text.length, most) - 1);
      }),
    );
  });
});

describe('halves of surrogate pairs', () => {
  it('are told and left out; whole pairs stay', () => {
    for (const half of ['\uD83D', '\uDE00', '甲\uD83D乙']) expect(isWellFormed(half)).toBe(false);
    expect(isWellFormed('😀𠮷')).toBe(true);
    expect(toWellFormed('a\uD83D😀\uDE00b')).toBe('a😀b');
  });
});
