import type { Page } from '@playwright/test';

/** Frames in which nothing moves: what was asked for a moment ago may not have begun to move yet. */
const CALM = 10;

/** Waits until everything has come to rest, so that colours and places are those that a person sees. */
export function atRest(page: Page): Promise<void> {
  return page.evaluate(async (frames) => {
    for (let calm = 0; calm < frames;) {
      await new Promise(requestAnimationFrame);
      calm = document.getAnimations().some(({ playState }) => playState === 'running') ? 0 : calm + 1;
    }
  }, CALM);
}
