import { describe, expect, it } from 'vitest';
import { codecOf } from '#renderer/workers/heif/codec.ts';
import { readHeif } from '#renderer/workers/heif/read-heif.ts';
import { av1C, grid, type HeifItem, heifOf, hvcC, imir, irot, ispe } from '#test/fixtures/heif-bytes.ts';
import { heif, jpeg } from '#test/fixtures/photo-bytes.ts';

/** As iPhones write it: a still picture of the main profile, which is one of the main and main 10 profiles, too. */
const STILL = [1, 3, 0x70, 0, 0, 0, 0xb0, 0, 0, 0, 0, 0, 90, 0xf0, 0, 0xfc];
const AV1 = [0x81, 0, 0, 0];
const tile = (text: string, properties = [hvcC(STILL), ispe(512, 512)]): HeifItem => ({
  type: 'hvc1',
  data: Buffer.from(text),
  properties,
});
const phone = (
  rest: readonly Buffer[] = [irot(3)],
  size: readonly [number, number] = [1000, 700],
  wide = false,
): HeifItem[] => [
  { type: 'grid', data: grid(2, 2, ...size, wide), properties: [ispe(...size), ...rest], parts: [2, 3, 4, 5] },
  ...['one', 'two', 'three', 'four'].map((text) => tile(text)),
];
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString();

describe('the picture in a HEIF file', () => {
  it.each([
    { inside: false, wide: false },
    { inside: true, wide: false },
    { inside: false, wide: true },
    { inside: true, wide: true },
  ])('is a grid of tiles, turned as the phone was held: %j', ({ inside, wide }) => {
    const picture = readHeif(heifOf(phone([irot(3)], [1000, 700], wide), { inside, wide }));
    expect(picture).toMatchObject({ width: 1000, height: 700, columns: 2, transforms: [{ turn: 3 }] });
    expect(picture?.tiles.map(({ data }) => textOf(data))).toEqual(['one', 'two', 'three', 'four']);
    for (const { codec, description } of picture?.tiles ?? []) {
      expect(codec).toBe('hvc1.3.E.L90.B0');
      expect([...(description ?? [])]).toEqual(STILL);
    }
  });

  it('may be coded as one, and needs no description where its codec has none', () => {
    const single: HeifItem = { type: 'av01', data: Buffer.from('obu'), properties: [av1C(AV1), ispe(64, 48)] };
    expect(readHeif(heifOf([single]))).toEqual({
      width: 64,
      height: 48,
      columns: 1,
      transforms: [],
      tiles: [{ codec: 'av01.0.00M.08', description: null, data: new Uint8Array(Buffer.from('obu')) }],
    });
  });

  it('is found in a box that reaches to the end of the file', () => {
    const open = heifOf(phone(), { inside: true });
    open.fill(0, open.indexOf('meta') - 4, open.indexOf('meta'));
    expect(readHeif(open)?.tiles).toHaveLength(4);
  });

  it('is found before a trailer that is no box', () => {
    const withTrailer = Buffer.concat([heifOf(phone()), Buffer.from('\xff\xff\xff\xffSEFT', 'latin1')]);
    expect(readHeif(withTrailer)?.tiles).toHaveLength(4);
  });

  it('is transformed in the order in which that is written', () => {
    const picture = readHeif(heifOf(phone([imir(1), irot(1), imir(0)])));
    expect(picture?.transforms).toEqual([{ mirror: 'left-right' }, { turn: 1 }, { mirror: 'top-bottom' }]);
  });

  it.each([
    ['fewer tiles than its grid has places', phone().slice(0, 4)],
    ['no size', phone([], [0, 700])],
    ['more pixels than anybody could draw', phone([], [65535, 65535])],
    ['no configuration of its codec', [tile('one', [ispe(64, 48)])]],
    ['a configuration that breaks off', [tile('one', [hvcC([1, 3]), ispe(64, 48)])]],
    ['no data', [tile('')]],
    ['another kind of picture', [{ type: 'iovl', data: Buffer.from('x'), properties: [ispe(64, 48)], parts: [1] }]],
    ['a grid of itself', [{ type: 'grid', data: grid(1, 1, 64, 48), properties: [], parts: [1] }]],
    ['a grid without parts', [{ type: 'grid', data: grid(1, 1, 64, 48), properties: [] }]],
    ['no items', []],
  ] as readonly (readonly [string, HeifItem[]])[])('is not drawn with %s', (_, items) => {
    expect(readHeif(heifOf(items))).toBeNull();
  });

  it('is not drawn, and nothing thrown, wherever the file breaks off or a byte of its directory is another', () => {
    const whole = heifOf(phone());
    for (let end = 0; end < whole.length; end += 1) expect(readHeif(whole.subarray(0, end))).toBeNull();
    for (let at = 0; at < whole.length; at += 1) {
      for (const wrong of [0, 0x7f, 0xff]) {
        const bent = Buffer.from(whole);
        bent[at] = wrong;
        expect(readHeif(bent)?.tiles.length ?? 0).toBeLessThanOrEqual(1024);
      }
    }
  });

  it.each([
    ['a JPEG', jpeg({})],
    ['a HEIC of nothing but EXIF', heif({}, 'heic\0\0\0\0mif1heic')],
    ['nothing', Buffer.alloc(0)],
  ])('is not in %s', (_, bytes) => {
    expect(readHeif(bytes)).toBeNull();
  });
});

describe('the name of a codec', () => {
  it.each([
    ['hvc1', STILL, 'hvc1.3.E.L90.B0'],
    // The example of the standard: main profile, main tier, level 3.1.
    ['hvc1', [1, 1, 0x60, 0, 0, 0, 0xb0, 0, 0, 0, 0, 0, 93], 'hvc1.1.6.L93.B0'],
    // Main 10, high tier, level 5.1, with constraints.
    ['hvc1', [1, 0x22, 0x20, 0, 0, 0, 0x90, 0, 0, 0, 0, 1, 153], 'hvc1.2.4.H153.90.0.0.0.0.1'],
    ['hvc1', [1, 0x84, 0x08, 0, 0, 0, 0, 0, 0, 0, 0, 0, 120], 'hvc1.B4.10.L120'],
    ['av01', [0x81, 0x08, 0, 0], 'av01.0.08M.08'],
    ['av01', [0x81, 0x2d, 0xc0, 0], 'av01.1.13H.10'],
    ['av01', [0x81, 0x45, 0x60, 0], 'av01.2.05M.12'],
  ] as const)('%s %j is %s', (type, record, name) => {
    expect(codecOf(type, Uint8Array.from(record))).toBe(name);
  });
});
