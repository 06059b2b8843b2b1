import { promises } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Host } from '#electron/services/host/host.ts';
import { ALONE } from '#electron/cli/package/open-data.ts';
import { openHost, tempFolder } from '#test/electron/services/temp-host.ts';
import { openSample } from '#test/electron/services/sample-host.ts';
import { DiskFault } from '#electron/services/disk/system-error.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
const { open: trueOpen } = promises;
const at = (...names: readonly string[]): string => join(folder.path, ...names);

beforeEach(async () => {
  folder = await tempFolder();
  await mkdir(at('out'));
});
afterEach(async () => {
  allowWrites();
  await folder.drop();
});

function allowWrites(): void {
  promises.open = trueOpen;
  syncBuiltinESMExports();
}

/** Has the disk refuse to write files whose name begins so; reading them goes on as ever. */
function refuseWrites(begin: string, code: string): void {
  promises.open = async (path, flags, ...rest) => {
    if (typeof flags === 'string' && flags !== 'r' && basename(String(path)).startsWith(begin))
      throw new DiskFault(code);
    return trueOpen(path, flags, ...rest);
  };
  syncBuiltinESMExports();
}

const pack = async (host: Host, name = 'x.ysb') => {
  const inspection = await openSample(host);
  return host.parts.packages.export(inspection, at('out', name))(ALONE);
};

describe('a package that the disk refuses', () => {
  it.each(['device-key', 'known-devices'])(
    'says what was refused, never that a key is unreadable (%s)',
    async (name) => {
      const host = await openHost(at('data'));
      refuseWrites(name, 'ENOSPC');
      expect(await pack(host)).toEqual({
        ok: false,
        error: { code: 'package.write-failed', detail: { reason: 'ENOSPC' } },
      });
      allowWrites();
      expect((await pack(host)).ok).toBe(true);
      await host.close();
    },
  );

  it('because no file there may be so large is known before anything is written', async () => {
    const host = await openHost(at('data'), {
      disk: { reserveBytes: 0, freeBytes: async () => null, fileLimit: async () => 2000 },
    });
    const refused = await pack(host);
    expect(refused).toMatchObject({ ok: false, error: { code: 'package.file-limit' } });
    expect(await readdir(at('out'))).toEqual([]);
    await host.close();
  });

  it('leaves the older package of that name as it was', async () => {
    const host = await openHost(at('data'));
    await writeFile(at('out', 'x.ysb'), 'older');
    refuseWrites('.workbench-', 'EFBIG');
    expect(await pack(host)).toEqual({
      ok: false,
      error: { code: 'package.write-failed', detail: { reason: 'EFBIG' } },
    });
    expect(await readFile(at('out', 'x.ysb'), 'utf8')).toBe('older');
    await host.close();
  });

  it('is not blamed on the place it goes to where the data folder cannot be read', async () => {
    const host = await openHost(at('data'));
    const inspection = await openSample(host);
    const [stream = ''] = await readdir(at('data', 'inspections', inspection));
    await rm(at('data', 'inspections', inspection, stream));
    await mkdir(at('data', 'inspections', inspection, stream));
    const refused = await host.parts.packages.export(inspection, at('out', 'x.ysb'))(ALONE);
    expect(refused).toEqual({ ok: false, error: { code: 'journal.read-failed', detail: { reason: 'EISDIR' } } });
    await host.close();
  });
});
