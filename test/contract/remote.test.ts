import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, vi } from 'vitest';
import { backupPaths } from '#electron/services/backup/manifest.ts';
import { openGeneration } from '#electron/services/backup/generation.ts';
import { readGenerations } from '#electron/services/backup/read-generations.ts';
import { hashText } from '#electron/services/disk/hash.ts';
import type { Host } from '#electron/services/host/host.ts';
import { wholeOf } from '#electron/services/holdings/part-of.ts';
import { streamsIn } from '#electron/services/journal/journal-folder.ts';
import { FolderPlace } from '#electron/services/sync/folder/folder-place.ts';
import { makePlace } from '#electron/services/sync/folder/marker.ts';
import { withPackage } from '#electron/services/package/open-package.ts';
import { pathOf } from '#shared/holding/holding.ts';
import type { FileHolding } from '#shared/holding/holding.ts';
import type { InspectionId } from '#shared/ids.ts';
import { ok } from '#shared/result.ts';
import { PlaceId } from '#shared/sync/places.ts';
import { tempFolder } from '#test/electron/services/temp-host.ts';
import { emptyMemory, memoryPlace } from '#test/fakes/memory-place.ts';
import { COUCHES } from '#test/support/couch/couch-world.ts';
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
import type { SharedPlace } from '#electron/services/holdings/remote.ts';
import { placeContract } from './place-contract.ts';
import type { PlaceUnderTest } from './place-contract.ts';
import { remoteContract } from './remote-contract.ts';
import type { Held, RemoteUnderTest } from './remote-contract.ts';

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

/** What two laptops had, put into a place that laptops share. */
async function shared(begin: () => Promise<PlaceUnderTest>): Promise<RemoteUnderTest> {
  const { world, held } = await twoLaptops();
  const place = await begin();
  const writer: SharedPlace = await place.open();
  for (const stream of held.streams) valueOf(await writer.putPart(stream, null, JOB.signal));
  for (const [file, bytes] of held.files) valueOf(await writer.putFile(file, oneByOne(bytes), JOB.signal));
  const end = async (): Promise<void> => {
    await place.end();
    await world.end();
  };
  return { remote: await place.open(), held, end };
}

async function* oneByOne(...pieces: Uint8Array[]) {
  yield* pieces;
}

async function memory(): Promise<PlaceUnderTest> {
  const held = emptyMemory();
  return { open: async () => memoryPlace(held), end: async () => undefined };
}

/** A folder in another, as on a stick. */
async function folder(): Promise<PlaceUnderTest> {
  const stick = await tempFolder();
  const open = async (): Promise<SharedPlace> => {
    const { root } = valueOf(await makePlace(stick.path, () => v.parse(PlaceId, 'p00112233445566a')));
    return new FolderPlace(root, hashText);
  };
  return { open, end: () => stick.drop() };
}

for (const { name, isMissing, begin } of COUCHES) {
  const server = async (): Promise<PlaceUnderTest> => {
    const world = await begin();
    let laptops = 0;
    return { open: async () => world.laptop(`number-${(laptops += 1)}`).place, end: () => world.end() };
  };
  describe.skipIf(isMissing)(`a server: ${name}`, () => {
    placeContract(name, server);
    remoteContract(name, () => shared(server));
  });
}

for (const [name, begin] of [
  ['the memory', memory],
  ['a folder', folder],
] as const) {
  placeContract(name, begin);
  remoteContract(name, () => shared(begin));
}

remoteContract('a generation of a backup', async () => {
  const { world, host, held } = await twoLaptops();
  valueOf(await host.call('backup:run', {}));
  const place = backupPaths(join(world.path, 'b', 'backups'));
  const found = await vi.waitFor(
    async () => {
      const [made] = (await readGenerations(place)).complete;
      if (made === undefined) throw new Error('no generation yet');
      return made;
    },
    { timeout: 30_000 },
  );
  return { remote: openGeneration(found, place, hashText), held, end: () => world.end() };
});

remoteContract('a package', packed);
