import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Host } from '#electron/services/host/host.ts';
import { settlement } from '#test/support/settle.ts';
import { contentOf, entriesOf, keyOf, rawZip, resigned } from './forge.ts';
import { append, deviceOf, newInspection, newWorld, note, pack, preview, standing, take } from './package-world.ts';
import type { World } from './package-world.ts';
import { valueOf } from './value-of.ts';
import { hashBytes } from '#electron/services/disk/hash.ts';
import { pathOf } from '#shared/holding/holding.ts';

let world: World;
beforeEach(async () => {
  world = await newWorld();
});
afterEach(() => world.end());

const at = (...names: readonly string[]): string => join(world.path, ...names);
const file = (name = 'a.ysb'): string => at(name);

/** An inspection on `a` with two originals and a published notice, packed. */
async function published(a: Host) {
  const id = await newInspection(a);
  const { inspections } = a.parts;
  const { state, catalogue } = valueOf(await inspections.open(id));
  const { replies, accepted } = settlement(state, catalogue);
  await append(a, id, replies);
  valueOf(await inspections.finalise(id, '李主任', accepted));
  const [pdf, xlsx] = ['%PDF-1.7 signed', 'PK\x03\x04 annex'].map((text) => Buffer.from(text));
  if (pdf === undefined || xlsx === undefined) throw new Error('no files');
  const [pdfSha256, xlsxSha256] = [hashBytes(pdf), hashBytes(xlsx)];
  const paths = [
    pathOf({ is: 'notice', inspection: id, sha256: pdfSha256, ending: 'pdf' }),
    pathOf({ is: 'notice', inspection: id, sha256: xlsxSha256, ending: 'xlsx' }),
  ];
  await mkdir(at('a', 'notices', id), { recursive: true });
  for (const [index, path] of paths.entries()) await writeFile(at('a', path), [pdf, xlsx][index] ?? '');
  const factsSha256 = valueOf(await inspections.open(id)).state.finalised?.factsSha256 ?? pdfSha256;
  valueOf(await inspections.recordPublication(id, { factsSha256, pdfSha256, xlsxSha256, signatures: [] }));
  await pack(a, id, file());
  return { id, paths };
}

async function originalsOf(name: string): Promise<string[]> {
  const entries = await readdir(at(name, 'photos'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe('an import where something is damaged', () => {
  it('[PK10] puts right originals, notices and catalogues that are no longer what they are called', async () => {
    const [a, b] = [await world.host('a'), await world.host('b')];
    const { paths } = await published(a);
    valueOf(await take(b, file()));
    const [catalogue = ''] = await readdir(at('b', 'catalogues'));
    const damaged = [
      ...(await originalsOf('b')),
      ...paths.map((path) => at('b', path)),
      at('b', 'catalogues', catalogue),
    ];
    const sound = await Promise.all(damaged.map((path) => readFile(path)));
    for (const path of damaged) {
      const bytes = await readFile(path);
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      // Another file in its place: the name and the size are all that is left of it.
      await rm(path);
      await writeFile(path, bytes);
    }
    expect(valueOf(await preview(b, file()))).toMatchObject({ photos: 2, notices: 2, events: 0 });
    valueOf(await take(b, file()));
    expect(await Promise.all(damaged.map((path) => readFile(path)))).toEqual(sound);
  });

  it('[PK12] keeps the catalogue with the data, although this program brings it: the next one may not', async () => {
    const [a, b] = [await world.host('a'), await world.host('b')];
    await published(a);
    valueOf(await take(b, file()));
    expect(await readdir(at('b', 'catalogues'))).toEqual(await readdir(at('a', 'catalogues')));
  });
});

describe('a package without a beginning', () => {
  it('[PK18] is refused where its inspection is not, and adds to it where it is', async () => {
    const [a, b] = [await world.host('a'), await world.host('b')];
    const id = await newInspection(a, 0);
    await pack(a, id, file());
    valueOf(await take(b, file()));
    await append(b, id, [note(2, '后来的')]);
    await pack(b, id, file('b.ysb'));
    const content = await contentOf(file('b.ysb'));
    for (const path of content.keys())
      if (path.includes(deviceOf(a)) || path.startsWith('catalogues/')) content.delete(path);
    await writeFile(file('part.ysb'), rawZip(entriesOf(resigned(content, await keyOf(at('b'))))));
    const c = await world.host('c');
    expect(await preview(c, file('part.ysb'))).toMatchObject({ error: { code: 'package.no-beginning' } });
    expect(await take(c, file('part.ysb'))).toMatchObject({ error: { code: 'package.no-beginning' } });
    expect(valueOf(await c.parts.inspections.list())).toEqual([]);
    valueOf(await take(a, file('part.ysb')));
    expect(await standing(a, id)).toEqual(await standing(b, id));
  });
});

describe('the key of a copied data folder', () => {
  it('[PK17] is another one than that of the folder it was copied from', async () => {
    const a = await world.host('a');
    const id = await newInspection(a, 0);
    await pack(a, id, file());
    await world.close(a);
    await cp(at('a'), at('copy'), { recursive: true });
    const [again, copy] = [await world.host('a'), await world.host('copy')];
    expect(deviceOf(copy)).not.toBe(deviceOf(again));
    await pack(again, id, file('a2.ysb'));
    await pack(copy, id, file('copy.ysb'));
    const b = await world.host('b');
    const [first, second, third] = [
      valueOf(await take(b, file())),
      valueOf(await take(b, file('a2.ysb'))),
      valueOf(await preview(b, file('copy.ysb'))),
    ].map(({ signer }) => signer);
    expect(second).toEqual({ ...first, standing: 'known' });
    expect(third?.fingerprint).not.toBe(first?.fingerprint);
    // What the folder signed before it was copied is still known there.
    expect(valueOf(await preview(copy, file()))).toMatchObject({ signer: { standing: 'known' } });
    expect(valueOf(await preview(again, file()))).toMatchObject({ signer: { standing: 'own' } });
  });

  it('[PK17] from before keys belonged to device ids stays that of the device that is known by it', async () => {
    const a = await world.host('a');
    const id = await newInspection(a, 0);
    await pack(a, id, file());
    await world.close(a);
    await rename(at('a', `device-key.${deviceOf(a)}.json`), at('a', 'device-key.json'));
    await cp(at('a'), at('copy'), { recursive: true });
    const [again, copy] = [await world.host('a'), await world.host('copy')];
    await pack(again, id, file('a2.ysb'));
    await pack(copy, id, file('copy.ysb'));
    expect(valueOf(await preview(again, file('a2.ysb')))).toMatchObject({ signer: { standing: 'own' } });
    const b = await world.host('b');
    const [former, now, other] = [
      valueOf(await take(b, file())),
      valueOf(await preview(b, file('a2.ysb'))),
      valueOf(await preview(b, file('copy.ysb'))),
    ].map(({ signer }) => signer.fingerprint);
    expect(now).toBe(former);
    expect(other).not.toBe(former);
  });
});
