import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { EVIDENCE_KINDS } from '#shared/facts/evidence-kinds.ts';
import { Sha256 } from '#shared/ids.ts';
import { decode, resolveAsset } from './assets.ts';
import { COMMON_HEADERS, contentSecurityPolicy, FILE_POLICY, PAGE_HEADERS } from './csp.ts';
import type { ShellHost } from './host-port.ts';

/** An answer to a GET, before it becomes a ServerResponse or a Response. */
export interface Content {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | { readonly file: string };
}

export interface ContentSource {
  /** The built window: index.html and its assets. */
  readonly renderer: string;
  readonly host: Pick<ShellHost, 'findFile'>;
  /** A fresh value for each page; at least 128 bits. */
  readonly nonce: () => string;
}

/** Replaced by the page's nonce in the built index.html. */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__';

/** Types a browser shows without running anything of them; everything else is offered as a download. */
const SHOWN: ReadonlySet<string> = new Set(EVIDENCE_KINDS.map(({ mime }) => mime));

/** Answers the page, its assets, and stored files under `/files/<sha256>/<name>`. `path` is raw and without query. */
export async function answerGet(source: ContentSource, path: string, ifNoneMatch?: string): Promise<Content> {
  if (path === '/' || path === '/index.html') return page(source);
  if (path.startsWith('/files/')) return storedFile(source, path, ifNoneMatch);
  const asset = await resolveAsset(source.renderer, path);
  if (asset === undefined || asset.type.startsWith('text/html')) return notFound();
  // Vite names what lies in assets/ by its content; the rest may change with the next version.
  const cache = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
  const headers = { ...COMMON_HEADERS, 'Content-Type': asset.type, 'Cache-Control': cache };
  return { status: 200, headers, body: { file: asset.path } };
}

async function page(source: ContentSource): Promise<Content> {
  const nonce = source.nonce();
  const html = await readFile(join(source.renderer, 'index.html'), 'utf8');
  const policy = { 'Content-Security-Policy': contentSecurityPolicy(nonce) };
  const headers = { ...COMMON_HEADERS, ...PAGE_HEADERS, ...policy };
  return { status: 200, headers, body: html.replaceAll(NONCE_PLACEHOLDER, () => nonce) };
}

async function storedFile(source: ContentSource, path: string, ifNoneMatch?: string): Promise<Content> {
  const [hash, rawName, ...rest] = path.slice('/files/'.length).split('/');
  const sha256 = v.safeParse(Sha256, hash);
  const name = decode(rawName ?? '');
  if (!sha256.success || name === undefined || name === '' || rest.length > 0) return notFound();
  const found = await source.host.findFile(sha256.output);
  if (!found.ok) return notFound();
  const { mime, size, path: file } = found.value;
  const etag = `"${sha256.output}"`;
  const headers = {
    ...COMMON_HEADERS,
    'Content-Type': mime,
    'Content-Disposition': disposition(mime, name),
    'Content-Security-Policy': FILE_POLICY,
    'Cache-Control': 'private, max-age=31536000, immutable',
    ETag: etag,
  };
  if (ifNoneMatch === etag) return { status: 304, headers, body: '' };
  return { status: 200, headers: { ...headers, 'Content-Length': String(size) }, body: { file } };
}

/** RFC 6266: the true name in UTF-8, percent-encoded, so that no character of it can end the header. */
function disposition(mime: string, name: string): string {
  const encoded = encodeURIComponent(name.replace(/\p{Surrogate}/gu, '\ufffd')).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16)}`,
  );
  return `${SHOWN.has(mime) ? 'inline' : 'attachment'}; filename*=UTF-8''${encoded}`;
}

/** The one answer for whatever is not there or must not be seen. */
export function notFound(): Content {
  const headers = { ...COMMON_HEADERS, 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' };
  return { status: 404, headers, body: 'Not found' };
}
