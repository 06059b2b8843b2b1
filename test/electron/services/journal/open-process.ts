// A program that opens a data folder and does nothing more. It is killed. Usage: open-process <data folder>
import { writeSync } from 'node:fs';
import { openHost } from '#test/electron/services/temp-host.ts';

const [root = ''] = process.argv.slice(2);
writeSync(1, 'starting\n');
const host = await openHost(root);
await host.close();
