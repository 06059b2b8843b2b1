import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** One-time keys and the sessions they open. Only digests are kept, and they are compared in constant time. */
export interface Sessions {
  /** A key for one opening of the window. */
  issueKey(): string;
  /** Uses the key up and answers the new session's token; undefined for a key that is unknown or used. */
  redeem(key: string): string | undefined;
  accepts(token: string): boolean;
}

/** Keys that nobody came for and sessions of closed tabs are forgotten, oldest first. */
const MOST = 16;

export function createSessions(): Sessions {
  const keys: Buffer[] = [];
  const sessions: Buffer[] = [];
  return {
    issueKey: () => issue(keys),
    redeem(key) {
      const at = keys.findIndex((known) => timingSafeEqual(known, digest(key)));
      if (at < 0) return undefined;
      keys.splice(at, 1);
      return issue(sessions);
    },
    accepts: (token) => sessions.some((known) => timingSafeEqual(known, digest(token))),
  };
}

function issue(list: Buffer[]): string {
  const secret = randomSecret();
  list.push(digest(secret));
  if (list.length > MOST) list.shift();
  return secret;
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
