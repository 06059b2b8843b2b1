import type { BrowserWindow, Screen } from 'electron';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepVisible } from '#electron/glue/keep-visible.ts';
import { visibleBounds, type Bounds } from '#electron/services/shell-policy/visible-bounds.ts';

const LAPTOP: Bounds = { x: 0, y: 0, width: 1366, height: 728 };
const MONITOR: Bounds = { x: 1366, y: 0, width: 1920, height: 1040 };
const ON_MONITOR: Bounds = { x: 1700, y: 100, width: 1400, height: 900 };

describe('where a window can be got hold of', () => {
  it('leaves it where its title bar can be seen', () => {
    expect(visibleBounds(ON_MONITOR, [LAPTOP, MONITOR], LAPTOP)).toBeNull();
    // Half over the edge, maximised a little over all edges, straddling two screens.
    expect(visibleBounds({ x: 1000, y: 300, width: 1200, height: 700 }, [LAPTOP], LAPTOP)).toBeNull();
    expect(visibleBounds({ x: -8, y: -8, width: 1382, height: 744 }, [LAPTOP], LAPTOP)).toBeNull();
    expect(visibleBounds({ x: 1200, y: 10, width: 400, height: 400 }, [LAPTOP, MONITOR], LAPTOP)).toBeNull();
  });

  it('brings it home from a screen that is gone, no larger than the one left', () => {
    expect(visibleBounds(ON_MONITOR, [LAPTOP], LAPTOP)).toEqual({ x: 0, y: 0, width: 1366, height: 728 });
    const small = { x: 2000, y: 50, width: 1024, height: 700 };
    expect(visibleBounds(small, [LAPTOP], LAPTOP)).toEqual({ x: 171, y: 14, width: 1024, height: 700 });
    // The title bar above the screen cannot be reached either.
    expect(visibleBounds({ x: 100, y: -300, width: 1024, height: 700 }, [LAPTOP], LAPTOP)).not.toBeNull();
  });

  it('always ends where nothing is left to correct', () => {
    const side = fc.integer({ min: -5000, max: 5000 });
    const bounds = fc.record({
      x: side,
      y: side,
      width: fc.integer({ min: 300, max: 5000 }),
      height: fc.integer({ min: 100, max: 5000 }),
    });
    fc.assert(
      fc.property(bounds, bounds, (window, screen) => {
        const corrected = visibleBounds(window, [screen], screen);
        expect(visibleBounds(corrected ?? window, [screen], screen)).toBeNull();
      }),
    );
  });
});

/** A window and a desktop whose screens can be unplugged. */
function desktop(bounds: Bounds, screens: Bounds[]) {
  const listeners = new Map<string, () => void>();
  const on = (event: string, listener: () => void) => void listeners.set(event, listener);
  const state = { bounds, screens, minimised: false };
  const window = {
    on,
    getBounds: () => state.bounds,
    setBounds: (next: Bounds) => void (state.bounds = next),
    isDestroyed: () => false,
    isMinimized: () => state.minimised,
  };
  const screen = {
    on,
    removeListener: (event: string) => void listeners.delete(event),
    getAllDisplays: () => state.screens.map((workArea) => ({ workArea })),
    getPrimaryDisplay: () => ({ workArea: state.screens[0] }),
  };
  // The members that are used, with as much of a display as is looked at.
  keepVisible(window as unknown as BrowserWindow, screen as unknown as Screen);
  return { state, fire: (event: string) => listeners.get(event)?.(), listeners };
}

describe('a window', () => {
  it('that was left on a monitor opens on the laptop once the monitor is gone', () => {
    expect(desktop(ON_MONITOR, [LAPTOP]).state.bounds).toEqual(LAPTOP);
    expect(desktop(ON_MONITOR, [LAPTOP, MONITOR]).state.bounds).toEqual(ON_MONITOR);
  });

  it('comes home when the monitor is unplugged, minimised ones when they are shown again', () => {
    const { state, fire } = desktop(ON_MONITOR, [LAPTOP, MONITOR]);
    state.minimised = true;
    state.screens = [LAPTOP];
    fire('display-removed');
    expect(state.bounds).toEqual(ON_MONITOR);
    state.minimised = false;
    fire('restore');
    expect(state.bounds).toEqual(LAPTOP);
  });

  it('stops listening to the desktop when it closes', () => {
    const { fire, listeners } = desktop(ON_MONITOR, [LAPTOP, MONITOR]);
    fire('closed');
    expect(listeners.has('display-removed')).toBe(false);
    expect(listeners.has('display-metrics-changed')).toBe(false);
  });
});
