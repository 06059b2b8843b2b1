import type { DraftRow } from '../db/database.ts';
import { presentKey } from './former-keys.ts';

/** A row as it was left, under the present name of its place, and the names under which it lies on the disk. */
export interface LeftRow {
  readonly row: DraftRow;
  readonly at: readonly string[];
}

/**
 * A row as it lies on the disk: under its place and the window whose it is, so that windows side by side keep what they
 * have at one place beside each other. Earlier programs had one name for all.
 */
export function asStored(row: DraftRow): DraftRow {
  return row.window === undefined ? row : { ...row, key: `${row.window} ${row.key}` };
}

/** A row as it was kept, from where it lies. */
export function fromStore(stored: DraftRow): DraftRow {
  const { key, window } = stored;
  const owner = `${window} `;
  return { ...stored, key: presentKey(key.startsWith(owner) ? key.slice(owner.length) : key) };
}

/** Of what each window has left at a place the latest, in order of entry. */
export function latestOf(stored: readonly DraftRow[]): readonly LeftRow[] {
  const latest = new Map<string, LeftRow>();
  for (const one of stored) {
    const row = fromStore(one);
    const name = JSON.stringify([row.window, row.key]);
    const before = latest.get(name);
    const at = [...(before?.at ?? []), one.key];
    latest.set(name, { row: before === undefined || row.order >= before.row.order ? row : before.row, at });
  }
  return [...latest.values()].sort((one, other) => one.row.order - other.row.order);
}
