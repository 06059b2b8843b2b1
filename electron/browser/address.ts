/** Under which name the window knows the server, and the cookie that goes with it. */
export interface Address {
  /** Exactly what the Host header must say. */
  readonly authority: string;
  readonly origin: string;
  readonly cookie: { readonly name: string; readonly attributes: string };
}

/**
 * For our own Chromium, which is told that app.localhost is this server: the origin never changes, whatever the port, and
 * the cookie is bound to it by the `__Host-` prefix.
 */
export function windowAddress(): Address {
  return {
    authority: 'app.localhost',
    origin: 'http://app.localhost',
    cookie: { name: '__Host-workbench', attributes: 'Path=/; Secure; HttpOnly; SameSite=Strict' },
  };
}

/**
 * For a link in any browser of this machine, under a host name that nobody can guess (see `linkHost`): cookies ignore ports, and
 * a later program on our port would be the same origin, but neither has the name. No `Secure` and so no `__Host-`: browsers
 * disagree on whether plain HTTP on a loopback address may set such a cookie (Safari refuses it).
 */
export function linkAddress(host: string, port: number): Address {
  const authority = `${host}:${port}`;
  return {
    authority,
    origin: `http://${authority}`,
    cookie: { name: `workbench-${port}`, attributes: 'Path=/; HttpOnly; SameSite=Strict' },
  };
}
