import { ensureWindow } from './bundles.ts';

/** The end-to-end tests drive the page as it ships, so it is built first if the sources changed. */
export default async function prepare(): Promise<void> {
  await ensureWindow();
}
