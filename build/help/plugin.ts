import { join } from 'node:path';
import type { Plugin } from 'vite';
import { collectLicences } from './licences.ts';
import { readManual } from './manual.ts';

/** Puts the manual and the licences beside the page, as data that the window fetches when it is wanted. */
export function helpFiles(root: string): Plugin {
  const files: Readonly<Record<string, () => unknown>> = {
    'help/manual.json': () => readManual(join(root, 'resources', 'help')),
    'help/licences.json': () => collectLicences(root),
  };
  return {
    name: 'help-files',
    generateBundle() {
      for (const [fileName, content] of Object.entries(files))
        this.emitFile({ type: 'asset', fileName, source: JSON.stringify(content()) });
    },
    // In the development loop, as the manual is at that moment.
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const content = files[request.url?.slice(1) ?? ''];
        if (content === undefined) return next();
        response.setHeader('Content-Type', 'application/json').end(JSON.stringify(content()));
      });
    },
  };
}
