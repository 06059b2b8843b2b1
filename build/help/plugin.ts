import { join } from 'node:path';
import type { Plugin } from 'vite';
import { collectLicences } from './licences.ts';
import { readManual } from './manual.ts';

/** Puts the manual and the licences beside the page, as data that the window fetches when it is wanted. */
export function helpFiles(root: string): Plugin {
  return {
    name: 'help-files',
    generateBundle() {
      const files = { manual: readManual(join(root, 'resources', 'help')), licences: collectLicences(root) };
      for (const [name, content] of Object.entries(files))
        this.emitFile({ type: 'asset', fileName: `help/${name}.json`, source: JSON.stringify(content) });
    },
  };
}
