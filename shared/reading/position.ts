/** A place on Earth in degrees of WGS-84, as receivers of satellites give it. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

/** Nearer than this to 0, 0 is what a device writes that knows no place (about 100 m of open sea). */
const NOWHERE = 0.001;

/** Whether the figures are a position: within the Earth's degrees, and not the 0, 0 of a device that knows none. */
export function isPosition({ latitude, longitude }: Position): boolean {
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return false;
  return Math.abs(latitude) > NOWHERE || Math.abs(longitude) > NOWHERE;
}
