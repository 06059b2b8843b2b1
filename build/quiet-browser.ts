import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './setup/project.mjs';

/**
 * What a browser readies beside the page: the lists under an address bar that nobody types in, and a process for the next
 * page. Each window of a test would start them anew, for half of what the window costs.
 */
export const UNUSED_FEATURES = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'SpareRendererForSitePerProcess'].join();

/**
 * The browser without them, for Playwright: of two lists of features Chromium hears the last alone, so they are added to
 * the one that Playwright gives. On Windows, where no script stands in for a program, the browser as it is.
 */
export function quietBrowser(program: string): string {
  if (process.platform === 'win32') return program;
  const script = join(ROOT, 'out', 'quiet-browser.sh');
  mkdirSync(join(ROOT, 'out'), { recursive: true });
  // Each worker comes here, and one may be starting it.
  const draft = `${script}.${process.pid}`;
  writeFileSync(draft, wrapper(program));
  chmodSync(draft, 0o755);
  renameSync(draft, script);
  return script;
}

const wrapper = (program: string): string => `#!/bin/sh
for flag do
  shift
  case $flag in --disable-features=*) flag=$flag,${UNUSED_FEATURES} ;; esac
  set -- "$@" "$flag"
done
exec '${program.replaceAll("'", String.raw`'\''`)}' "$@"
`;
