/** Where a card lies on screen. */
export interface Box {
  readonly middle: number;
  readonly top: number;
}

/** Cards whose tops differ by less lie in one row. */
const SAME_ROW = 8;

/** The card that a key leads to from card `at`; null where the key does not move or there is none that way. */
export function neighbour(boxes: readonly Box[], at: number, key: string): number | null {
  switch (key) {
    case 'ArrowLeft':
      return at > 0 ? at - 1 : null;
    case 'ArrowRight':
      return at < boxes.length - 1 ? at + 1 : null;
    case 'ArrowUp':
      return inNextRow(boxes, at, -1);
    case 'ArrowDown':
      return inNextRow(boxes, at, 1);
    case 'Home':
      return boxes.length > 0 ? 0 : null;
    case 'End':
      return boxes.length > 0 ? boxes.length - 1 : null;
    default:
      return null;
  }
}

/** In the nearest row above or below: the card most directly there. */
function inNextRow(boxes: readonly Box[], at: number, direction: 1 | -1): number | null {
  const from = boxes[at];
  if (from === undefined) return null;
  const ahead = boxes
    .map((box, index) => ({ index, rise: (box.top - from.top) * direction, aside: Math.abs(box.middle - from.middle) }))
    .filter(({ rise }) => rise > SAME_ROW);
  const nearest = Math.min(...ahead.map(({ rise }) => rise));
  const row = ahead.filter(({ rise }) => rise < nearest + SAME_ROW);
  return row.toSorted((a, b) => a.aside - b.aside)[0]?.index ?? null;
}
