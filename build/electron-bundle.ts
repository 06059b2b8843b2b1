import { join } from 'node:path';

/** The checkout. */
export const root = join(import.meta.dirname, '..');

/** What the bundles of Electron's two scripts have in common. */
export const ELECTRON_BUILD = {
  ssr: true,
  target: 'node24',
  outDir: join(root, 'out', 'electron'),
  emptyOutDir: false,
  minify: false,
  reportCompressedSize: false,
  // See build/vite.renderer.ts.
  sourcemap: 'hidden',
} as const;
