import react from '@vitejs/plugin-react';
import { join } from 'node:path';
import { defineConfig } from 'vite';
import { helpFiles } from './help/plugin.ts';
import { pdfjsData } from './pdfjs-data.ts';
import { unusedAntdStyles } from './unused-antd-styles.ts';

const root = join(import.meta.dirname, '..');

// The page runs under a policy without inline scripts: no module-preload polyfill, no assets inlined as data: URLs.
// Fonts and icons are files of the same origin, so the window works with the network cut.
export default defineConfig({
  root: join(root, 'renderer'),
  base: '/',
  publicDir: false,
  plugins: [react(), unusedAntdStyles(), helpFiles(root), pdfjsData(root)],
  worker: { format: 'es' },
  build: {
    outDir: join(root, 'out', 'renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    reportCompressedSize: false,
    // For whoever publishes: stacks in the log are read with them (build/read-stack.ts). No script names its map, none is packaged.
    sourcemap: 'hidden',
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ }],
        },
      },
    },
  },
});
