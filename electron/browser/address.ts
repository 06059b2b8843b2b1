/** Under which name the window knows the server, and the cookie that goes with it. */
export interface Address {
  /** Exactly what the Host header must say. */
  readonly authority: string;
  readonly origin: string;
  /** A second name of this machine that is led to the first; undefined: there is none. */
  readonly alias: string | undefined;
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
    alias: undefined,
    cookie: { name: '__Host-workbench', attributes: 'Path=/; Secure; HttpOnly; SameSite=Strict' },
  };
}

/**
 * For a link in any browser of this machine. No `Secure` and so no `__Host-`: browsers disagree on whether plain HTTP on
 * a loopback address may set such a cookie (Safari refuses it). The port is in the name because cookies ignore ports, and
 * another program on 127.0.0.1 must not overwrite ours.
 */
export function linkAddress(port: number): Address {
  const authority = `127.0.0.1:${port}`;
  return {
    authority,
    origin: `http://${authority}`,
    alias: `localhost:${port}`,
    cookie: { name: `workbench-${port}`, attributes: 'Path=/; HttpOnly; SameSite=Strict' },
  };
}
