/** A rectangle on the desktop, in the system's device-independent pixels. */
export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** As much of a title bar as a hand needs to move a window. */
const GRIP = { width: 160, height: 32 };

/**
 * Where a window has to go so that it can be moved by hand, or null where it can: its title bar must lie within one of the
 * screens. A window left on a screen that is gone comes to the middle of `home`, no larger than that.
 */
export function visibleBounds(window: Bounds, screens: readonly Bounds[], home: Bounds): Bounds | null {
  if (screens.some((screen) => hasGrip(window, screen))) return null;
  const width = Math.min(window.width, home.width);
  const height = Math.min(window.height, home.height);
  const x = home.x + Math.round((home.width - width) / 2);
  const y = home.y + Math.round((home.height - height) / 2);
  return { x, y, width, height };
}

function hasGrip(window: Bounds, screen: Bounds): boolean {
  const left = Math.max(window.x, screen.x);
  const right = Math.min(window.x + window.width, screen.x + screen.width);
  // A maximised window reaches a few pixels over the edges of its screen.
  const isTopInside = window.y >= screen.y - 16 && window.y + GRIP.height <= screen.y + screen.height;
  return isTopInside && right - left >= Math.min(GRIP.width, window.width);
}
