import { isAppUrl } from './navigation.ts';

/** What a page asks for, as Chromium names it. */
export interface PermissionAsk {
  readonly permission: string;
  readonly url: string;
  readonly mainFrame: boolean;
  /** For `media`: which devices. */
  readonly media: readonly string[];
}

const GRANTED = new Set(['clipboard-sanitized-write', 'fullscreen', 'persistent-storage']);

/** Grants only to the window's own main frame, only what the product uses; the camera, but never with the microphone. */
export function decidePermission(ask: PermissionAsk, origin: string): boolean {
  if (!ask.mainFrame || !isAppUrl(ask.url, origin)) return false;
  if (ask.permission === 'media') return ask.media.length > 0 && ask.media.every((kind) => kind === 'video');
  return GRANTED.has(ask.permission);
}
