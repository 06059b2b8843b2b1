import { describe, expect, it } from 'vitest';
import { EVENT_CHANNEL } from '#electron/glue/channels.ts';
import { tellChoice } from '#electron/glue/tell-choice.ts';

const CHOICE = { type: 'command', command: 'tools.add-evidence', inspection: null } as const;

/** A page that notes what reaches it; `run`: how it takes code. */
function page(run: () => Promise<unknown> = async () => undefined) {
  const told: unknown[] = [];
  let gone = false;
  return {
    told,
    close: () => void (gone = true),
    isDestroyed: () => gone,
    executeJavaScript: (code: string, gesture?: boolean) => (told.push([code, gesture]), run()),
    send: (channel: string, event: unknown) => void told.push([channel, event]),
  };
}

describe('what is chosen in the menu', () => {
  it('reaches the page after a gesture of the user, without which it may not ask for files', async () => {
    const open = page();
    await tellChoice(open, CHOICE);
    expect(open.told).toEqual([
      ['void 0', true],
      [EVENT_CHANNEL, CHOICE],
    ]);
  });

  it('reaches it without one where none can be given', async () => {
    const open = page(() => Promise.reject(new Error('Script failed to execute')));
    await tellChoice(open, CHOICE);
    expect(open.told.at(-1)).toEqual([EVENT_CHANNEL, CHOICE]);
  });

  it('is dropped when the page is gone, before or meanwhile', async () => {
    const closed = page();
    closed.close();
    await tellChoice(closed, CHOICE);
    expect(closed.told).toEqual([]);
    const closing = page(async () => closing.close());
    await tellChoice(closing, CHOICE);
    expect(closing.told).toEqual([['void 0', true]]);
  });
});
