// npm run dev: makes the clone ready, then hands over to the development loop on Node 24. Runs on any Node from 20 on.
import { handOver } from './setup/hand-over.mjs';
import { ensureInstalled } from './setup/install.mjs';

handOver('build/develop.ts', process.argv.slice(2), ensureInstalled);
