import { basename, resolve } from 'node:path';
import * as v from 'valibot';
import { cutText } from '#shared/reading/characters.ts';
import { ok } from '#shared/result.ts';
import { ServerAddress, serverAddress, SharedFolder } from '#shared/sync/places.ts';
import type { Place } from '#shared/sync/places.ts';

/** Where a command is to synchronise with. */
export type Remote = { readonly name: string; isAt(place: Place): boolean } & (
  | { readonly is: 'folder'; readonly folder: string }
  | { readonly is: 'server'; readonly server: ServerAddress; readonly secret: string }
);

/** What the command line says beside the address itself. */
export interface RemoteWords {
  readonly user?: string | undefined;
  readonly 'password-env'?: string | undefined;
  readonly ca: Uint8Array | null;
  readonly env: Readonly<Record<string, string | undefined>>;
}

type Read = { readonly ok: true; readonly value: Remote } | { readonly ok: false; readonly error: { reason: string } };

/**
 * A folder by its path, or a server by its address with the database behind it. What proves who we are comes by environment
 * only; without a name it is a token.
 */
export function remoteAt(text: string, words: RemoteWords): Read {
  if (!/^https?:/i.test(text)) {
    // What the window would not take as a place must not come into the list of them either.
    const folder = v.safeParse(SharedFolder, resolve(text));
    if (!folder.success) return refused('文件夹的路径过长');
    const path = folder.output;
    const isAt = (place: Place) => place.kind === 'folder' && place.folder === path;
    return ok({ is: 'folder', name: nameOf(basename(path) || path), folder: path, isAt });
  }
  const [, base = '', database = ''] = /^(.*\/)([^/]+)\/?$/.exec(text) ?? [];
  const { user, 'password-env': variable, ca, env } = words;
  const secret = variable === undefined ? undefined : env[variable];
  if (variable === undefined) return refused('服务器要与 --password-env 同用');
  if (secret === undefined || secret === '') return refused(`没有环境变量 ${variable}`);
  const address = serverAddress(base);
  if (!address.ok) return refused('服务器地址应为 https://服务器名:端口/数据库，内网也可以用 http 和 IP 地址');
  const login = user === undefined ? { by: 'token' } : { by: 'password', user };
  const pem = ca === null ? null : Buffer.from(ca).toString('utf8');
  const server = v.safeParse(ServerAddress, { address: address.value, database, login, ca: pem });
  if (!server.success) return refused(`数据库名或账号不对：${database}`);
  const isAt = (place: Place): boolean =>
    place.kind === 'server' && place.server.address === address.value && place.server.database === database;
  return ok({ is: 'server', name: nameOf(database), server: server.output, secret, isAt });
}

/** As much of a name as a place may have, no character cut in two. */
const nameOf = (text: string): string => cutText(text.trim(), 40);

const refused = (reason: string): Read => ({ ok: false, error: { reason } });
