import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { fromBufferPromise, type Entry } from 'yauzl';

/** Every file of a zip by its name. */
export async function readZip(path: string): Promise<ReadonlyMap<string, Buffer>> {
  const zip = await fromBufferPromise(await readFile(path), { lazyEntries: true, autoClose: false });
  const entries = await new Promise<readonly Entry[]>((resolve, reject) => {
    const found: Entry[] = [];
    zip.on('entry', (entry: Entry) => {
      found.push(entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(found)).on('error', reject);
    zip.readEntry();
  });
  const files = new Map<string, Buffer>();
  for (const entry of entries) files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  return files;
}
