import { expect, type CDPSession, type Locator, type Page } from '@playwright/test';

const MOST_STOPS = 120;

/** Tab (or Shift+Tab) until a control has the focus; fails when the keyboard cannot reach it. */
export async function tabTo(page: Page, control: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(control).toBeVisible();
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never reached ${String(control)}`);
}

/** An input method: composes text in the focused field, and commits it. */
export interface InputMethod {
  compose(text: string): Promise<void>;
  /** A key that belongs to the composition, as the system reports it: keyCode 229, and no character of its own. */
  press(key: string): Promise<void>;
  commit(text: string): Promise<void>;
}

export async function inputMethod(page: Page): Promise<InputMethod> {
  const session: CDPSession = await page.context().newCDPSession(page);
  return {
    compose: async (text) => {
      const end = text.length;
      await session.send('Input.imeSetComposition', { text, selectionStart: end, selectionEnd: end });
    },
    press: async (key) => {
      for (const type of ['rawKeyDown', 'keyUp'] as const) {
        await session.send('Input.dispatchKeyEvent', { type, key, windowsVirtualKeyCode: 229 });
      }
    },
    commit: async (text) => {
      await session.send('Input.insertText', { text });
    },
  };
}
