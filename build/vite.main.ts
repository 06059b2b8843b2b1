import { join } from 'node:path';
import { defineConfig } from 'vite';

const root = join(import.meta.dirname, '..');

// Everything but electron itself goes into one file, so the packaged app carries no node_modules.
export default defineConfig({
  root,
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node24',
    outDir: join(root, 'out', 'electron'),
    emptyOutDir: false,
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: join(root, 'electron', 'main.ts'),
      external: ['electron'],
      output: { format: 'es', entryFileNames: 'main.js', codeSplitting: false },
    },
  },
});
