import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { readText } from '#shared/facts/read-text.ts';

describe('a typed text', () => {
  it('is what its schema makes of it', () => {
    expect(readText(v.pipe(v.string(), v.trim(), v.maxLength(3)), ' 甲乙丙 ')).toEqual({ value: '甲乙丙' });
  });

  it('that is too long is refused by how much, never cut', () => {
    expect(readText(v.pipe(v.string(), v.maxLength(3)), '甲乙丙丁戊')).toEqual({ fault: '超出 2 字，最多 3 字' });
  });

  it.each([
    ['too short', v.pipe(v.string(), v.minLength(3))],
    ['of another shape', v.pipe(v.string(), v.regex(/^\d+$/))],
    [
      'not one of those',
      v.pipe(
        v.string(),
        v.check((text) => text === '甲', '不是甲'),
      ),
    ],
  ])('that is %s is not said to be too long', (_, schema) => {
    const read = readText(schema, '丙丁');
    expect(read).toMatchObject({ fault: expect.not.stringContaining('超出') as string });
  });
});
