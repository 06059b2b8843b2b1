import fc from 'fast-check';

/** Words in the user's language. */
export const HAN = /\p{Script=Han}/u;

/** Texts as people and their clipboards make them: of any length, with anything in them. */
export const wild = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.constantFrom(
    '\ud800',
    '甲\udc00',
    '甲\n乙',
    '12\t34',
    '  ',
    '',
    '\u200b',
    '\u3164',
    '98,5',
    '１２',
    '50户',
    '0',
    '1e3',
    '007',
    '100%',
  ),
  fc
    .tuple(fc.constantFrom('长', '😀', 'a', ' '), fc.integer({ min: 1, max: 6000 }))
    .map(([one, many]) => one.repeat(many)),
);
