import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { recordedName } from '#shared/facts/file-name.ts';
import { Evidence } from '#shared/facts/schema.ts';
import { isBlank, isWellFormed } from '#shared/reading/characters.ts';

const Name = Evidence.entries.name;

describe('[RD4] the name of a file', () => {
  it.each([
    ['IMG_0001.JPG', 'image/jpeg', 'IMG_0001.JPG'],
    ['  证明 一.pdf ', 'application/pdf', '证明 一.pdf'],
    ['', 'image/jpeg', '未命名.jpg'],
    ['   ', 'image/png', '未命名.png'],
    ['\u200b\u3164', 'application/pdf', '未命名.pdf'],
    ['   .jpg', 'image/jpeg', '未命名.jpg'],
    ['\ud83d.heic', 'image/heic', '未命名.heic'],
    ['照\udc00片.jpg', 'image/jpeg', '照片.jpg'],
    ['', '', '未命名'],
  ])('%j is recorded as what the log takes', (name, mime, recorded) => {
    expect(recordedName(name, mime)).toBe(recorded);
  });

  it('that is too long keeps its beginning, its end and its ending, and no half of a character', () => {
    const name = `现场${'😀'.repeat(200)} (2).jpeg`;
    const recorded = recordedName(name, 'image/jpeg');
    expect(recorded.startsWith('现场😀')).toBe(true);
    expect(recorded.endsWith('😀 (2).jpeg')).toBe(true);
    expect(recorded).toContain('…');
    expect(recorded.length).toBeGreaterThan(250);
    expect(isWellFormed(recorded)).toBe(true);
  });

  it('is one that its event takes as it is, whatever the file is called', () => {
    const part = fc
      .tuple(
        fc.constantFrom(' ', '.', '\u200b', '\ud800', '\udc00', '😀', 'a', '长', '\n', '.jpg'),
        fc.integer({ min: 1, max: 260 }),
      )
      .map(([text, times]) => text.repeat(times));
    const wild = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(part, { maxLength: 4 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(wild, fc.constantFrom('', 'image/jpeg', 'application/pdf'), (name, mime) => {
        const recorded = recordedName(name, mime);
        const parsed = v.safeParse(Name, recorded);
        expect(parsed.success && parsed.output === recorded && isWellFormed(recorded) && !isBlank(recorded)).toBe(true);
      }),
    );
  });
});
