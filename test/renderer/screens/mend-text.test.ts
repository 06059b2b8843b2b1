import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mendText } from '#renderer/screens/walk/mend-text.ts';

describe('a correction by one click', () => {
  it('puts exactly the proposed text in place of the piece, whatever signs it holds', () => {
    expect(mendText('共 $& 户，占 95%', { from: '95%', to: "$& $1 $' $$" })).toBe("共 $& 户，占 $& $1 $' $$");
    const any = fc.string({ unit: fc.constantFrom('$', '&', '1', "'", '`', '户', '9') });
    fc.assert(
      fc.property(any, any, any, (before, to, behind) => {
        expect(mendText(`${before}甲乙${behind}`, { from: '甲乙', to })).toBe(`${before}${to}${behind}`);
      }),
    );
  });
});
