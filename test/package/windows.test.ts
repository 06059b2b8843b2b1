import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getRawHeader } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { NtExecutable, NtExecutableResource } from 'resedit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tempFolder } from '#test/support/tools.ts';
import { archivedFiles, filesBelow } from './contents.ts';
import { fakeWindowsElectron } from './fake-electron.ts';
import { mustPackage } from './packaging.ts';

const folder = tempFolder();
const unpacked = folder.path('out/win-unpacked');
const program = join(unpacked, 'acceptance-workbench.exe');
const archive = join(unpacked, 'resources', 'app.asar');

beforeAll(async () => {
  await fakeWindowsElectron(folder.path('dist'));
  mustPackage({
    dist: folder.path('dist'),
    output: folder.path('out'),
    // Editing the program's icon and signing it need tools that are fetched.
    rest: ['--win', 'dir', '--x64', '-c.win.signAndEditExecutable=false'],
  });
});
afterAll(folder.remove);

it('carries the hash of its archive in the program, so that a changed archive does not start', () => {
  const { entries } = NtExecutableResource.from(NtExecutable.from(readFileSync(program)));
  const integrity = entries.find(({ type, id }) => type === 'INTEGRITY' && id === 'ELECTRONASAR');
  const listed: unknown = JSON.parse(Buffer.from(integrity?.bin ?? new ArrayBuffer()).toString('utf8'));
  const hash = createHash('sha256').update(getRawHeader(archive).headerString).digest('hex');
  expect(listed).toContainEqual({ file: 'resources\\app.asar', alg: 'SHA256', value: hash });
});

it('has the fuses that make that hash count', async () => {
  const wire = await getCurrentFuseWire(program);
  expect(wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]).toBe(FuseState.ENABLE);
  expect(wire[FuseV1Options.OnlyLoadAppFromAsar]).toBe(FuseState.ENABLE);
  expect(wire[FuseV1Options.RunAsNode]).toBe(FuseState.DISABLE);
});

it('holds the bundles, and speaks Chinese and English alone', () => {
  expect(archivedFiles(archive)).toEqual(expect.arrayContaining(['out/electron/main.js', 'out/renderer/index.html']));
  expect(archivedFiles(archive).filter((file) => !/^(package\.json$|out\/(electron|renderer)\/)/.test(file))).toEqual(
    [],
  );
  expect(filesBelow(join(unpacked, 'locales'))).toEqual(['en-US.pak', 'zh-CN.pak']);
});
