import { type Box, Cursor } from './boxes.ts';
import { codecOf } from './codec.ts';
import { type Items, readItems } from './items.ts';

/** A part of a picture as it is coded, and what its decoder has to know beforehand. */
export interface Tile {
  readonly codec: string;
  /** Null: the codec needs none. */
  readonly description: Uint8Array | null;
  readonly data: Uint8Array;
}

/** What is done with a picture before it is shown: turned by quarters against the clock, or mirrored. */
export type Transform = { readonly turn: number } | { readonly mirror: 'left-right' | 'top-bottom' };

/** The main picture of a HEIF file: tiles in rows, cut to its size, then transformed. */
export interface HeifPicture {
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly tiles: readonly Tile[];
  readonly transforms: readonly Transform[];
}

/** Larger than any camera's, and small enough to be drawn. */
const MOST_PIXELS = 200_000_000;
const MOST_TILES = 1024;

/** Reads what is coded in a HEIF file, as far as phones write it; null: in another way, or not sound. */
export function readHeif(bytes: Uint8Array): HeifPicture | null {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const items = readItems(view);
    return items === null ? null : pictureOf(view, items);
  } catch (fault) {
    // A place that leads beyond the last byte: DataView and the boxes say so.
    if (fault instanceof RangeError) return null;
    throw fault;
  }
}

function pictureOf(view: DataView, items: Items): HeifPicture | null {
  const { primary } = items;
  const grid = items.types.get(primary) === 'grid' ? readGrid(items.dataOf(primary)) : null;
  const parts = grid === null ? [primary] : (items.parts.get(primary) ?? []);
  if (parts.length === 0 || parts.length > MOST_TILES || (grid !== null && parts.length !== grid.count)) return null;
  const { width, height } = grid ?? sizeOf(view, items, primary);
  if (width * height === 0 || width * height > MOST_PIXELS) return null;
  const tiles = parts.flatMap((part) => tileOf(view, items, part) ?? []);
  if (tiles.length !== parts.length) return null;
  return { width, height, columns: grid?.columns ?? 1, tiles, transforms: transformsOf(view, items, primary) };
}

/** ISO 23008-12, 6.6.2.3: rows and columns less one, then the size of the whole. */
function readGrid(data: Uint8Array | null) {
  if (data === null) throw new RangeError('no grid');
  const cursor = new Cursor(new DataView(data.buffer), 1);
  const size = (cursor.uint(1) & 1) === 0 ? 2 : 4;
  const [rows, columns] = [cursor.uint(1) + 1, cursor.uint(1) + 1];
  return { columns, count: rows * columns, width: cursor.uint(size), height: cursor.uint(size) };
}

const propertyOf = ({ properties }: Items, item: number, type: string): Box | undefined =>
  properties.get(item)?.find((one) => one.type === type);

function sizeOf(view: DataView, items: Items, item: number) {
  const ispe = propertyOf(items, item, 'ispe');
  if (ispe === undefined) return { width: 0, height: 0 };
  const cursor = new Cursor(view, ispe.from + 4);
  return { width: cursor.uint(4), height: cursor.uint(4) };
}

const CONFIGURATIONS = { hvc1: 'hvcC', av01: 'av1C' } as const;

function tileOf(view: DataView, items: Items, item: number): Tile | null {
  const type = items.types.get(item);
  if (type !== 'hvc1' && type !== 'av01') return null;
  const box = propertyOf(items, item, CONFIGURATIONS[type]);
  const data = items.dataOf(item);
  if (box === undefined || data === null || data.length === 0) return null;
  const record = new Uint8Array(view.buffer, view.byteOffset + box.from, box.to - box.from);
  const codec = codecOf(type, record);
  return codec === null ? null : { codec, description: type === 'hvc1' ? record : null, data };
}

function transformsOf(view: DataView, { properties }: Items, item: number): readonly Transform[] {
  return (properties.get(item) ?? []).flatMap(({ type, from }): readonly Transform[] => {
    if (type === 'irot') return [{ turn: view.getUint8(from) & 3 }];
    if (type === 'imir') return [{ mirror: (view.getUint8(from) & 1) === 0 ? 'top-bottom' : 'left-right' }];
    return [];
  });
}
