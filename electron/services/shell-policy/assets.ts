import { realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.otf': 'font/otf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** A file of the built window. */
export interface Asset {
  readonly path: string;
  readonly type: string;
}

/**
 * The file under `folder` that the raw (still percent-encoded) `pathname` names, or undefined. Never a file outside the
 * folder, whatever the encoding, and never through a link that leads out.
 */
export async function resolveAsset(folder: string, pathname: string): Promise<Asset | undefined> {
  const segments = safeSegments(pathname);
  if (segments === undefined) return undefined;
  try {
    const root = await realpath(folder);
    const path = await realpath(join(root, ...segments));
    if (!path.startsWith(root + sep) || !(await stat(path)).isFile()) return undefined;
    return { path, type: TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream' };
  } catch {
    return undefined;
  }
}

/** Decoded once; what still looks encoded, hidden, absolute or climbing afterwards is refused, not repaired. */
function safeSegments(pathname: string): readonly string[] | undefined {
  const decoded = decode(pathname);
  if (decoded === undefined || !decoded.startsWith('/')) return undefined;
  const segments = decoded.slice(1).split('/');
  return segments.every((segment) => /^[^.%\\:\0][^%\\:\0]*$/.test(segment)) ? segments : undefined;
}

/** Percent-decoding that answers undefined for a broken sequence. */
export function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
