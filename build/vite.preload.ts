import { join } from 'node:path';
import { defineConfig } from 'vite';
import { ELECTRON_BUILD, root } from './electron-bundle.ts';

// A sandboxed preload cannot be an ES module and may require nothing but electron.
export default defineConfig({
  root,
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ...ELECTRON_BUILD,
    rolldownOptions: {
      input: join(root, 'electron', 'preload.ts'),
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: 'preload.cjs', codeSplitting: false },
    },
  },
});
