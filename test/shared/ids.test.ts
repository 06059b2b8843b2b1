import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { DeviceId, InspectionId, Sha256 } from '#shared/ids.ts';
import { noticeFileNames, safeName } from '#shared/publication/file-names.ts';

/** What Windows keeps for devices, whatever ending follows. */
const DEVICES = ['con', 'prn', 'aux', 'nul', ...'0123456789'.split('').flatMap((no) => [`com${no}`, `lpt${no}`])];
const isDevice = (fileName: string): boolean =>
  DEVICES.includes(/^[^.]*/.exec(fileName)?.[0].trim().toLowerCase() ?? '');

describe('an id that becomes the name of a file', () => {
  it.each(DEVICES)('is never %s', (name) => {
    expect([DeviceId, InspectionId, Sha256].filter((schema) => v.is(schema, name))).toEqual([]);
  });

  it('may begin like one', () => {
    for (const name of ['com10', 'com1-a', 'lpt9x', 'null', 'conx']) expect(v.is(DeviceId, name)).toBe(true);
  });

  it.each([
    'a.b-cdefghi',
    '../abcdefgh',
    'a/b-cdefghi',
    'A-bcdefghi',
    'ab cdefghi',
    'ａbcdefghi',
    'abcdefgh.',
    'abcdefgh:x',
    '',
  ])('leads nowhere else: %s', (name) => {
    expect([DeviceId, InspectionId].filter((schema) => v.is(schema, name))).toEqual([]);
  });
});

describe('a community’s name in the name of a file', () => {
  it.each(['nul.社区', 'CON .一期', 'com1.东区', 'Lpt9. 西区'])('is none of a device of Windows: %s', (name) => {
    const { pdf, xlsx } = noticeFileNames(name);
    for (const made of [pdf, xlsx, `${safeName(name)}-20240801-1530.ysb`]) expect(isDevice(made)).toBe(false);
  });

  it.each([
    ['学苑社区', '学苑社区'],
    ['nul', 'nul'],
    ['Console.一期', 'Console.一期'],
    ['../学苑/社区:*?', '_学苑_社区___'],
    ['...', '_'],
  ])('%s is %s in it', (name, part) => {
    expect(safeName(name)).toBe(part);
  });
});
