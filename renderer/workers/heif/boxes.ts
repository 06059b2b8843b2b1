/** A box of a file in the form of ISO 14496-12: its type, and where its content lies. */
export interface Box {
  readonly type: string;
  readonly from: number;
  readonly to: number;
}

/** Bytes read one behind the other, big-endian; beyond the last a RangeError is thrown. */
export class Cursor {
  readonly #view: DataView;
  at: number;

  constructor(view: DataView, at: number) {
    this.#view = view;
    this.at = at;
  }

  /** A number of 0 to 8 bytes; of none it is 0. */
  uint(bytes: number): number {
    let value = 0;
    for (let read = 0; read < bytes; read += 1) value = value * 256 + this.#view.getUint8(this.at++);
    return value;
  }

  type(): string {
    const code = [this.uint(1), this.uint(1), this.uint(1), this.uint(1)];
    return String.fromCharCode(...code);
  }
}

/** The boxes of a range, in order. Throws a RangeError where one does not fit into it. */
export const boxesIn = (view: DataView, from: number, to: number): readonly Box[] => [...walk(view, from, to)];

/** The first box of a type, whatever comes after it: phones append trailers that are no boxes. */
export function firstBox(view: DataView, type: string): Box | undefined {
  for (const box of walk(view, 0, view.byteLength)) if (box.type === type) return box;
  return undefined;
}

function* walk(view: DataView, from: number, to: number): Generator<Box> {
  let at = from;
  while (at < to) {
    const cursor = new Cursor(view, at);
    const short = cursor.uint(4);
    const type = cursor.type();
    const size = short === 1 ? cursor.uint(8) : short === 0 ? to - at : short;
    if (size < cursor.at - at || at + size > to) throw new RangeError(`a box of ${size} bytes`);
    yield { type, from: cursor.at, to: at + size };
    at += size;
  }
}
