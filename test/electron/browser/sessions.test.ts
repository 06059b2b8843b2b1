import { describe, expect, it } from 'vitest';
import { createSessions, type Sessions } from '#electron/browser/sessions.ts';

const MINUTE = 60_000;

function opened(sessions: Sessions): string | null {
  const redeemed = sessions.redeem(sessions.issueKey());
  return 'token' in redeemed ? redeemed.token : null;
}

describe('sessions', () => {
  it('never gives up a living session for a new one', () => {
    let time = 0;
    const sessions = createSessions(() => time);
    const tokens = Array.from({ length: 16 }, () => opened(sessions) ?? '');
    const key = sessions.issueKey();
    expect(sessions.redeem(key)).toEqual({ refused: 'full' });
    const release = sessions.hold(tokens[0] ?? '');
    time = 20 * MINUTE;
    for (const token of tokens.slice(2)) expect(sessions.accepts(token)).toBe(true);
    // Only the second was idle: its place goes to the same key that was refused before.
    expect(sessions.redeem(key)).toHaveProperty('token');
    expect(tokens.map((token) => sessions.accepts(token))).toEqual(tokens.map((_, index) => index !== 1));
    release();
    time = 40 * MINUTE;
    expect(opened(sessions)).not.toBeNull();
  });

  it('uses a key once', () => {
    const sessions = createSessions(() => 0);
    const key = sessions.issueKey();
    expect(sessions.redeem(key)).toHaveProperty('token');
    expect(sessions.redeem(key)).toEqual({ refused: 'unknown-key' });
  });
});
