// A program that writes packages of an inspection, or takes one in, again and again until it is killed.
// Usage: package-process export|import <data folder> <file> [inspection]
import { writeSync } from 'node:fs';
import * as v from 'valibot';
import { InspectionId } from '#shared/ids.ts';
import { openHost } from '#test/electron/services/temp-host.ts';

const [what = '', root = '', file = '', id = ''] = process.argv.slice(2);
const host = await openHost(root, { now: Date.now });
const { packages } = host.parts;
const context = { progress: () => undefined, signal: new AbortController().signal };
writeSync(1, 'ready\n');
for (;;) {
  const work = what === 'export' ? packages.export(v.parse(InspectionId, id), file) : packages.import(file);
  const done = await work(context);
  if (!done.ok) throw new Error(`${what}: ${JSON.stringify(done.error)}`);
  writeSync(1, 'done\n');
}
