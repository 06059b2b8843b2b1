import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { ELECTRON_BUILD, root } from './electron-bundle.ts';

/** pdfkit reads the colour profile of PDF/A files from a folder beside its code, which is the bundle's folder here. */
const colourProfile: Plugin = {
  name: 'colour-profile',
  generateBundle() {
    const fileName = 'data/sRGB_IEC61966_2_1.icc';
    this.emitFile({
      type: 'asset',
      fileName,
      source: readFileSync(join(root, 'node_modules', 'pdfkit', 'js', fileName)),
    });
  },
};

// Everything but electron itself goes into the bundle, so the packaged app carries no node_modules. The worker thread
// that makes notices is a second entry: a thread starts from a file of its own.
export default defineConfig({
  root,
  publicDir: false,
  plugins: [colourProfile],
  ssr: { noExternal: true },
  // pdfkit asks for its folder, which an ES module does not have by that name.
  define: { __dirname: 'import.meta.dirname' },
  build: {
    ...ELECTRON_BUILD,
    rolldownOptions: {
      input: {
        main: join(root, 'electron', 'main.ts'),
        'notice-worker': join(root, 'electron', 'services', 'publish', 'notice-worker.ts'),
      },
      external: ['electron'],
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
});
