import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/**
 * What pdf.js wants beside its code: character maps of Chinese fonts that a PDF does not embed, the fourteen standard fonts,
 * and the decoders for JPEG 2000 and JBIG2. These as scripts, so that the page's policy need not allow WebAssembly.
 */
const FOLDERS: Readonly<Record<string, RegExp>> = {
  cmaps: /(?:\.bcmap|^LICENSE)$/,
  standard_fonts: /(?:\.pfb|\.ttf|^LICENSE_\w+)$/,
  wasm: /(?:_nowasm_fallback\.js|^LICENSE_(?:\w*)(?:JBIG2|OPENJPEG))$/,
};

/** Puts those files beside the page, under `pdfjs/`, to be fetched when a document asks for them. */
export function pdfjsData(root: string): Plugin {
  return {
    name: 'pdfjs-data',
    generateBundle() {
      for (const [folder, wanted] of Object.entries(FOLDERS)) {
        const from = join(root, 'node_modules', 'pdfjs-dist', folder);
        for (const name of readdirSync(from).filter((file) => wanted.test(file)))
          this.emitFile({ type: 'asset', fileName: `pdfjs/${folder}/${name}`, source: readFileSync(join(from, name)) });
      }
    },
    // In the development loop, straight from the package.
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const [, folder = '', name = ''] = /^\/pdfjs\/(\w+)\/([\w.-]+)$/.exec(request.url ?? '') ?? [];
        if (FOLDERS[folder]?.test(name) !== true) return next();
        const type = name.endsWith('.js') ? 'text/javascript' : 'application/octet-stream';
        response
          .setHeader('Content-Type', type)
          .end(readFileSync(join(root, 'node_modules', 'pdfjs-dist', folder, name)));
      });
    },
  };
}
