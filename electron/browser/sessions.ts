import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** One-time keys and the sessions they open. Only digests are kept, and they are compared in constant time. */
export interface Sessions {
  /** A key for one opening of the window. */
  issueKey(): string;
  /** Uses the key up and answers the new session's token; what stands against it otherwise, the key left as it was. */
  redeem(key: string): { readonly token: string } | { readonly refused: 'unknown-key' | 'full' };
  accepts(token: string): boolean;
  /** Counts a session as living until the answer is called: an open window that listens. */
  hold(token: string): () => void;
}

interface Session {
  readonly digest: Buffer;
  lastUsed: number;
  held: number;
}

/** As many windows at once, and keys that nobody came for yet. */
const MOST = 16;
/** A window without an open line that asked for nothing so long is taken for closed. */
const IDLE_MS = 10 * 60_000;

/** `now` in milliseconds. A living session is never given up for a new one; of the idle ones the longest idle goes. */
export function createSessions(now: () => number): Sessions {
  const keys: Buffer[] = [];
  const sessions: Session[] = [];
  const find = (token: string): Session | undefined => {
    const asked = digest(token);
    return sessions.find((known) => timingSafeEqual(known.digest, asked));
  };
  return {
    issueKey() {
      const secret = randomSecret();
      keys.push(digest(secret));
      if (keys.length > MOST) keys.shift();
      return secret;
    },
    redeem(key) {
      const at = keys.findIndex((known) => timingSafeEqual(known, digest(key)));
      if (at < 0) return { refused: 'unknown-key' };
      if (sessions.length >= MOST && !dropIdle(sessions, now())) return { refused: 'full' };
      keys.splice(at, 1);
      const token = randomSecret();
      sessions.push({ digest: digest(token), lastUsed: now(), held: 0 });
      return { token };
    },
    accepts(token) {
      const session = find(token);
      if (session !== undefined) session.lastUsed = now();
      return session !== undefined;
    },
    hold(token) {
      const session = find(token);
      if (session === undefined) return () => undefined;
      session.held += 1;
      return () => {
        session.held -= 1;
        session.lastUsed = now();
      };
    },
  };
}

/** Forgets the session that was idle longest; false when every one is living. */
function dropIdle(sessions: Session[], at: number): boolean {
  const idle = sessions.filter(({ held, lastUsed }) => held === 0 && at - lastUsed >= IDLE_MS);
  const oldest = idle.toSorted((a, b) => a.lastUsed - b.lastUsed)[0];
  if (oldest === undefined) return false;
  sessions.splice(sessions.indexOf(oldest), 1);
  return true;
}

/** 256 random bits, safe in a URL and in a header. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether two secrets are the same, in a time that says nothing of where they differ. */
export function sameSecret(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
