/**
 * Asks the browser not to clear the window's store when space runs short. Chromium decides by itself and never asks
 * anybody; other browsers would put a question before a person who has not asked for anything, there it waits for 设置.
 */
export async function keepStorage(): Promise<void> {
  if (!('userAgentData' in navigator)) return;
  await navigator.storage.persist().catch(() => false);
}
