import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { vi } from 'vitest';
import { backupPaths, readManifests } from '#electron/services/backup/manifest.ts';
import { openGeneration } from '#electron/services/backup/generation.ts';
import { hashText } from '#electron/services/disk/hash.ts';
import type { Host } from '#electron/services/host/host.ts';
import { wholeOf } from '#electron/services/holdings/part-of.ts';
import { streamsIn } from '#electron/services/journal/journal-folder.ts';
import { withPackage } from '#electron/services/package/open-package.ts';
import { pathOf } from '#shared/holding/holding.ts';
import type { FileHolding } from '#shared/holding/holding.ts';
import type { InspectionId } from '#shared/ids.ts';
import { ok } from '#shared/result.ts';
import { memoryRemote } from '#test/fakes/memory-remote.ts';
import type { Held } from '#test/fakes/memory-remote.ts';
import {
  addPhoto,
  append,
  newInspection,
  newWorld,
  note,
  pack,
  take,
} from '#test/electron/services/package/package-world.ts';
import { valueOf } from '#test/electron/services/package/value-of.ts';
import { remoteContract } from './remote-contract.ts';
import type { RemoteUnderTest } from './remote-contract.ts';

const JOB = { progress: () => undefined, signal: new AbortController().signal };

/** An inspection that two laptops wrote to, as it lies in the second one's data folder. */
async function twoLaptops() {
  const world = await newWorld();
  const [first, second] = [await world.host('a'), await world.host('b')];
  const id = await newInspection(first);
  await pack(first, id, join(world.path, 'a.ysb'));
  valueOf(await take(second, join(world.path, 'a.ysb')));
  await append(second, id, [note(1, '一'), note(2, '二')]);
  await append(second, id, [note(1, '三')]);
  await addPhoto(second, id, '大照片.png', 2_500_000);
  return { world, host: second, id, held: await heldIn(join(world.path, 'b'), second, id) };
}

async function heldIn(root: string, host: Host, id: InspectionId): Promise<Held> {
  const streams = [];
  for (const { device, path } of await streamsIn(join(root, 'inspections', id), id)) {
    const whole = wholeOf(await readFile(path), { inspection: id, device }, hashText);
    if (whole !== null) streams.push(whole);
  }
  const { catalogueRef, facts } = valueOf(await host.parts.inspections.open(id)).state;
  const { json } = valueOf(await host.parts.catalogues.read(catalogueRef.sha256));
  const files: [FileHolding, Uint8Array][] = [[{ is: 'catalogue', sha256: catalogueRef.sha256 }, Buffer.from(json)]];
  for (const { sha256 } of facts.evidence) {
    const file = { is: 'original', sha256 } as const;
    files.push([file, await readFile(join(root, pathOf(file)))]);
  }
  return { streams, files };
}

/** A verified package stays open until the test ends. */
async function packed(): Promise<RemoteUnderTest> {
  const { world, host, id, held } = await twoLaptops();
  const path = join(world.path, 'b.ysb');
  await pack(host, id, path);
  return new Promise((resolve, reject) => {
    const lent = withPackage(path, hashText, JOB, async ({ remote }) => {
      await new Promise<void>((give) => {
        const end = async (): Promise<void> => {
          give();
          valueOf(await lent);
          await world.end();
        };
        resolve({ remote, held, end });
      });
      return ok(null);
    });
    lent.then((done) => done.ok || reject(new Error(done.error.code)), reject);
  });
}

remoteContract('the memory', async () => {
  const { world, held } = await twoLaptops();
  return { remote: memoryRemote(held), held, end: () => world.end() };
});

remoteContract('a generation of a backup', async () => {
  const { world, host, held } = await twoLaptops();
  valueOf(await host.call('backup:run', {}));
  const place = backupPaths(join(world.path, 'b', 'backups'));
  const found = await vi.waitFor(
    async () => {
      const [made] = await readManifests(place);
      if (made === undefined) throw new Error('no generation yet');
      return made;
    },
    { timeout: 30_000 },
  );
  return { remote: openGeneration(found, place, hashText), held, end: () => world.end() };
});

remoteContract('a package', packed);
