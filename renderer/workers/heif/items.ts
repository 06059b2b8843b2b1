import { type Box, boxesIn, Cursor, firstBox } from './boxes.ts';

/** What the `meta` box of a HEIF file says of its items (ISO 14496-12, 8.11; ISO 23008-12). */
export interface Items {
  readonly primary: number;
  readonly types: ReadonlyMap<number, string>;
  /** What an item is put together of, in order. */
  readonly parts: ReadonlyMap<number, readonly number[]>;
  /** The descriptive and transforming properties of an item, in the order in which they count. */
  readonly properties: ReadonlyMap<number, readonly Box[]>;
  /** The bytes of an item; null: they lie where we do not look. */
  readonly dataOf: (item: number) => Uint8Array | null;
}

/** Reads the items of a file; null where it has no `meta` box of pictures. Throws a RangeError where it leads nowhere. */
export function readItems(view: DataView): Items | null {
  const meta = firstBox(view, 'meta');
  if (meta === undefined) return null;
  const inside = boxesIn(view, meta.from + 4, meta.to);
  const box = (type: string) => inside.find((one) => one.type === type);
  const [pitm, iinf, iloc, iprp] = [box('pitm'), box('iinf'), box('iloc'), box('iprp')];
  if (pitm === undefined || iinf === undefined || iloc === undefined || iprp === undefined) return null;
  const iref = box('iref');
  const places = readPlaces(view, iloc);
  return {
    primary: full(view, pitm, (cursor, version) => cursor.uint(version === 0 ? 2 : 4)),
    types: readTypes(view, iinf),
    parts: iref === undefined ? new Map() : readParts(view, iref),
    properties: readProperties(view, iprp),
    dataOf: (item) => bytesAt(view, places.get(item), box('idat')),
  };
}

/** Reads a box that begins with a version and flags. */
function full<T>(view: DataView, box: Box, read: (cursor: Cursor, version: number, flags: number) => T): T {
  const cursor = new Cursor(view, box.from);
  const version = cursor.uint(1);
  return read(cursor, version, cursor.uint(3));
}

function readTypes(view: DataView, iinf: Box): ReadonlyMap<number, string> {
  const from = full(view, iinf, (cursor, version) => cursor.at + (version === 0 ? 2 : 4));
  const entries = boxesIn(view, from, iinf.to).map((infe) =>
    full(view, infe, (cursor, version): [number, string] => {
      const id = cursor.uint(version < 3 ? 2 : 4);
      cursor.uint(2);
      return [id, version < 2 ? '' : cursor.type()];
    }),
  );
  return new Map(entries);
}

function readParts(view: DataView, iref: Box): ReadonlyMap<number, readonly number[]> {
  const version = new Cursor(view, iref.from).uint(1);
  const size = version === 0 ? 2 : 4;
  const parts = new Map<number, readonly number[]>();
  for (const { type, from } of boxesIn(view, iref.from + 4, iref.to)) {
    if (type !== 'dimg') continue;
    const cursor = new Cursor(view, from);
    const of = cursor.uint(size);
    parts.set(
      of,
      Array.from({ length: cursor.uint(2) }, () => cursor.uint(size)),
    );
  }
  return parts;
}

function readProperties(view: DataView, iprp: Box): ReadonlyMap<number, readonly Box[]> {
  const inside = boxesIn(view, iprp.from, iprp.to);
  const ipco = inside.find(({ type }) => type === 'ipco');
  const all = ipco === undefined ? [] : boxesIn(view, ipco.from, ipco.to);
  const properties = new Map<number, readonly Box[]>();
  for (const ipma of inside.filter(({ type }) => type === 'ipma')) {
    full(view, ipma, (cursor, version, flags) => {
      const size = (flags & 1) === 0 ? 1 : 2;
      for (let left = cursor.uint(4); left > 0; left -= 1) {
        const item = cursor.uint(version < 1 ? 2 : 4);
        // The first bit says whether it is essential, the others count from 1.
        const places = Array.from({ length: cursor.uint(1) }, () => cursor.uint(size) & (size === 1 ? 0x7f : 0x7fff));
        properties.set(
          item,
          places.flatMap((place) => all[place - 1] ?? []),
        );
      }
    });
  }
  return properties;
}

interface Place {
  /** 0: counted from the beginning of the file, 1: from that of `idat`. */
  readonly method: number;
  readonly extents: readonly { readonly at: number; readonly length: number }[];
}

function readPlaces(view: DataView, iloc: Box): ReadonlyMap<number, Place> {
  return full(view, iloc, (cursor, version) => {
    const [offsets, lengths] = halves(cursor.uint(1));
    const [bases, indexes] = halves(cursor.uint(1));
    const count = cursor.uint(version < 2 ? 2 : 4);
    const places = new Map<number, Place>();
    for (let left = count; left > 0; left -= 1) {
      const item = cursor.uint(version < 2 ? 2 : 4);
      const method = version === 0 ? 0 : cursor.uint(2) & 0xf;
      cursor.uint(2);
      const base = cursor.uint(bases);
      const extents = Array.from({ length: cursor.uint(2) }, () => {
        cursor.uint(version === 0 ? 0 : indexes);
        return { at: base + cursor.uint(offsets), length: cursor.uint(lengths) };
      });
      places.set(item, { method, extents });
    }
    return places;
  });
}

const halves = (byte: number): readonly [number, number] => [byte >> 4, byte & 0xf];

function bytesAt(view: DataView, place: Place | undefined, idat: Box | undefined): Uint8Array | null {
  if (place === undefined || place.method > 1) return null;
  if (place.method === 1 && idat === undefined) return null;
  const [from, to] = place.method === 0 || idat === undefined ? [0, view.byteLength] : [idat.from, idat.to];
  const whole = new Uint8Array(
    place.extents.reduce((sum, { at, length }) => {
      if (from + at + length > to) throw new RangeError('beyond the last byte');
      return sum + length;
    }, 0),
  );
  let filled = 0;
  for (const { at, length } of place.extents) {
    whole.set(new Uint8Array(view.buffer, view.byteOffset + from + at, length), filled);
    filled += length;
  }
  return whole;
}
