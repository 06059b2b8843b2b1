import { ensureElectronHost, ensureWindow } from '#build/bundles.ts';

/** Before the packaging tests: what they package is what the sources say now. */
export async function setup(): Promise<void> {
  await ensureWindow();
  await ensureElectronHost();
}
