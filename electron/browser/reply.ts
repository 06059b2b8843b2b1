import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { ErrorCode } from '#shared/errors.ts';
import type { Result } from '#shared/result.ts';
import type { Content } from '#electron/services/shell-policy/content.ts';
import { openRegular } from '#electron/services/disk/regular-file.ts';
import { COMMON_HEADERS, PAGE_HEADERS } from '#electron/services/shell-policy/csp.ts';

/** Sends a page, asset or stored file. A reader that goes away is not a fault. */
export async function sendContent(response: ServerResponse, content: Content, headOnly: boolean): Promise<void> {
  response.writeHead(content.status, content.headers);
  if (headOnly || content.status === 304) response.end();
  else if (typeof content.body === 'string') response.end(content.body);
  else await pour(content.body.file, response);
}

async function pour(file: string, response: ServerResponse): Promise<void> {
  try {
    await pipeline((await openRegular(file)).createReadStream(), response);
  } catch {
    // The head is sent: that it breaks off is all that can still be said, to a reader who went away as well.
    response.destroy();
  }
}

/** Sends the result of a call; a refusal carries its HTTP status, a failure of the call itself is 200 with its code. */
export function sendResult(response: ServerResponse, status: number, result: Result<unknown, ErrorCode>): void {
  const body = JSON.stringify(result);
  response.writeHead(status, {
    ...COMMON_HEADERS,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
  });
  response.end(body);
}

/** The one style of such pages, let in by its hash alone. */
const STYLE =
  'body{font:16px/1.8 system-ui,sans-serif;max-width:34em;margin:18vh auto;padding:0 24px;color:#1d2733}a{display:inline-block;padding:6px 0;color:#0b57b4}';
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Sends a page of one sentence that loads nothing at all. */
export function sendNote(
  response: ServerResponse,
  status: number,
  sentence: string,
  links: readonly { readonly to: string; readonly text: string }[] = [],
): void {
  const html = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="google" content="notranslate"><title>智慧社区验收工作台</title><style>${STYLE}</style><p>${sentence}</p>`;
  response.writeHead(status, {
    ...COMMON_HEADERS,
    ...PAGE_HEADERS,
    'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  });
  response.end(html + links.map(({ to, text }) => `<p><a href="${to}">${text}</a></p>`).join(''));
}

export function redirect(response: ServerResponse, location: string, headers: Record<string, string> = {}): void {
  response.writeHead(303, { ...COMMON_HEADERS, 'Cache-Control': 'no-store', ...headers, Location: location });
  response.end();
}
