import { openAsBlob } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { CustomScheme, Protocol } from 'electron';
import { answerGet, type Content, type ContentSource, notFound } from '#electron/services/shell-policy/content.ts';
import { isAppUrl } from '#electron/services/shell-policy/navigation.ts';

/** Never to change after a release: what the window keeps (IndexedDB) belongs to this origin. */
export const APP_ORIGIN = 'app://local';

/** A true origin of its own, under the page's policy; no bypass of it, no requests across origins. */
export const APP_SCHEME: CustomScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
};

/** Serves the built window and stored files under app://local, with the same answers as the loopback server. */
export function serveApp(protocol: Pick<Protocol, 'handle'>, source: ContentSource): void {
  protocol.handle('app', async ({ url, method, headers }) => {
    const path = /^app:\/\/local(\/[^?#]*)/.exec(url)?.[1];
    if (path === undefined || !isAppUrl(url, APP_ORIGIN)) return toResponse(notFound());
    if (method !== 'GET' && method !== 'HEAD') return new Response(null, { status: 405 });
    return toResponse(await answerGet(source, path, headers.get('If-None-Match') ?? undefined), method === 'HEAD');
  });
}

async function toResponse({ status, headers, body }: Content, headOnly = false): Promise<Response> {
  const init = { status, headers: { ...headers } };
  if (headOnly || status === 304) return new Response(null, init);
  if (typeof body === 'string') return new Response(body, init);
  // Files of the installed program lie in app.asar, which openAsBlob cannot see into; readFile can, and checks their hashes.
  if (/\.asar[\\/]/.test(body.file)) return new Response(await readFile(body.file), init);
  // A blob of a file is read while it is sent, not before.
  return new Response(await openAsBlob(body.file), init);
}
