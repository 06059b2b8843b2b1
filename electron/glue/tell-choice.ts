import type { WebContents } from 'electron';
import type { HostEvent } from '#shared/host/records.ts';
import { EVENT_CHANNEL } from './channels.ts';

type Page = Pick<WebContents, 'executeJavaScript' | 'isDestroyed' | 'send'>;

/**
 * Tells the page what was chosen in the menu. A page may ask for files only right after something the user did in it, and
 * of a menu outside it sees nothing: so the choice comes with a gesture, which Electron gives along with code, here with none.
 */
export async function tellChoice(page: Page, event: HostEvent): Promise<void> {
  if (page.isDestroyed()) return;
  // Without the gesture a command still does what it can.
  await page.executeJavaScript('void 0', true).catch(() => undefined);
  if (!page.isDestroyed()) page.send(EVENT_CHANNEL, event);
}
