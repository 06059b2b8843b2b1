import type { App, WebContents } from 'electron';
import { isAppUrl } from '#electron/services/shell-policy/navigation.ts';

/** Holds every page that is ever made to our own origin: no way out, no further windows, no webviews. */
export function installNavigationGuards(app: Pick<App, 'on'>, origin: string): void {
  app.on('web-contents-created', (_event, contents) => guard(contents, origin));
}

type Guarded = Pick<WebContents, 'on' | 'setWindowOpenHandler'>;
interface Navigation {
  readonly url: string;
  preventDefault(): void;
}

function guard(contents: Guarded, origin: string): void {
  const stay = (details: Navigation): void => {
    if (!isAppUrl(details.url, origin)) details.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
