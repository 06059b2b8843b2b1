export interface FlagOptions {
  readonly profile: string;
  readonly origin: string;
  readonly port: number;
  readonly isRoot: boolean;
  /** No size to come back to yet. */
  readonly firstTime: boolean;
}

/** The command line of the window's Chromium. It carries no secret: other users of the machine can read it. */
export function chromiumFlags({ profile, origin, port, isRoot, firstTime }: FlagOptions): string[] {
  return [
    `--app=${origin}/opening`,
    `--user-data-dir=${profile}`,
    '--remote-debugging-pipe',
    // The frozen origin: one name whatever the port. Every other name leads nowhere, so the window cannot reach a network.
    `--host-resolver-rules=MAP ${new URL(origin).host}:80 127.0.0.1:${port}, MAP * ~NOTFOUND`,
    '--no-proxy-server',
    '--no-first-run',
    '--no-default-browser-check',
    '--no-pings',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-default-apps',
    '--disable-domain-reliability',
    '--disable-extensions',
    '--disable-quic',
    '--disable-sync',
    '--disable-features=Translate',
    // After a crash the same window simply comes back; there are no tabs to restore.
    '--hide-crash-restore-bubble',
    // The profile holds no passwords; the system's key ring would ask for one at every start.
    '--password-store=basic',
    '--lang=zh-CN',
    // Takes away the bar "unsupported command-line flag: --host-resolver-rules", which would stand over every window.
    '--test-type',
    ...(firstTime ? ['--start-maximized'] : []),
    // Chromium refuses to run sandboxed as root, which happens in containers alone.
    ...(isRoot ? ['--no-sandbox'] : []),
  ];
}
