/**
 * Whether `url` belongs to the window's own origin: exactly, so that `app://local.evil`, `app://local@evil`, other ports,
 * `file:`, `blob:` and `javascript:` do not pass. Compared by parts because URL.origin is "null" for app: in Node.
 */
export function isAppUrl(url: string, origin: string): boolean {
  if (!URL.canParse(url) || !URL.canParse(origin)) return false;
  const given = new URL(url);
  const own = new URL(origin);
  const sameOrigin = given.protocol === own.protocol && given.host === own.host;
  return sameOrigin && given.username === '' && given.password === '';
}
