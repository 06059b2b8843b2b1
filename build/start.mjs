// npm start: makes the clone ready, then hands over to the launcher on Node 24. Runs on any Node from 20 on.
import { handOver } from './setup/hand-over.mjs';
import { ensureInstalled } from './setup/install.mjs';

handOver('build/launch.ts', process.argv.slice(2), ensureInstalled);
