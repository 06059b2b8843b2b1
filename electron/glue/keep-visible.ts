import type { BrowserWindow, Screen } from 'electron';
import { visibleBounds } from '#electron/services/shell-policy/visible-bounds.ts';

type Watched = Pick<BrowserWindow, 'getBounds' | 'setBounds' | 'isDestroyed' | 'isMinimized' | 'on'>;
type Screens = Pick<Screen, 'getAllDisplays' | 'getPrimaryDisplay' | 'on' | 'removeListener'>;

/** Brings a window back that was left on a screen which is no longer there, when it opens and while it is open. */
export function keepVisible(window: Watched, screen: Screens): void {
  const correct = (): void => {
    if (window.isDestroyed() || window.isMinimized()) return;
    const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
    const bounds = visibleBounds(window.getBounds(), areas, screen.getPrimaryDisplay().workArea);
    if (bounds !== null) window.setBounds({ ...bounds });
  };
  const onRemoved = (): void => correct();
  const onMetrics = (): void => correct();
  screen.on('display-removed', onRemoved);
  screen.on('display-metrics-changed', onMetrics);
  window.on('persisted-state-restored', correct);
  window.on('restore', correct);
  window.on('closed', () => {
    screen.removeListener('display-removed', onRemoved);
    screen.removeListener('display-metrics-changed', onMetrics);
  });
  correct();
}
