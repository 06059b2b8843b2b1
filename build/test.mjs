// npm test: makes the clone and the machine ready, then runs every check and suite. Runs on any Node from 20 on.
import { ensureBrowser } from './setup/browser.mjs';
import { handOver } from './setup/hand-over.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { ensureFonts, ensureTestTools } from './setup/tools.mjs';

handOver('build/verify.ts', ['test', ...process.argv.slice(2)], () => {
  ensureInstalled();
  ensureBrowser();
  ensureFonts();
  ensureTestTools();
});
