import { spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { releaseFiles } from '#build/sign-release.ts';
import { ROOT } from '#build/setup/project.mjs';
import { publisherKey } from '#electron/services/updates/publisher-key.ts';
import { verifyRelease } from '#electron/services/updates/verify-release.ts';
import { PRODUCT } from '#shared/updates/release.ts';
import { tempFolder } from '#test/support/tools.ts';

const folder = tempFolder();
afterAll(folder.remove);
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };

function sign(args: readonly string[], passphrase = 'pass phrase') {
  const env = { ...process.env, RELEASE_KEY_PASSPHRASE: passphrase };
  return spawnSync(process.execPath, [join(ROOT, 'build', 'sign-release.ts'), ...args], { encoding: 'utf8', env });
}

it('a publisher makes a key pair once, signs the installers of a version, and a program of theirs accepts them', () => {
  const keys = folder.path('.');
  const made = sign(['keys', '--out', keys]);
  expect(made.status, made.stderr).toBe(0);
  const secret = folder.path('release-key.pem');
  expect(statSync(secret).mode & 0o777).toBe(0o600);
  expect(readFileSync(secret, 'utf8')).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----/);
  const again = sign(['keys', '--out', keys]);
  expect([again.status, again.stderr]).toEqual([2, expect.stringContaining('there already')]);

  const name = `${PRODUCT}-${version}-linux-arm64.deb`;
  writeFileSync(folder.path(name), 'installer');
  writeFileSync(folder.path(`${PRODUCT}-9.9.9-linux-arm64.deb`), 'another version');
  expect(releaseFiles(folder.path('.'), version)).toMatchObject([
    { name, bytes: 9, platform: 'linux', arch: 'arm64', format: 'deb' },
  ]);
  const others = ['linux-amd64.deb', 'linux-x86_64.AppImage', 'win-x64.exe', 'any-any.zip'];
  for (const end of [...others, 'linux-mips.deb', 'linux-x64.rpm'])
    writeFileSync(folder.path(`${PRODUCT}-${version}-${end}`), end);
  expect(releaseFiles(folder.path('.'), version).map((file) => [file.platform, file.arch, file.format])).toEqual(
    expect.arrayContaining([
      ['linux', 'arm64', 'deb'],
      ['linux', 'x64', 'deb'],
      ['linux', 'x64', 'appimage'],
      ['win32', 'x64', 'nsis'],
      ['any', 'any', 'archive'],
    ]),
  );
  expect(releaseFiles(folder.path('.'), version)).toHaveLength(5);
  const signed = sign(['sign', '--key', secret, '--dir', folder.path('.'), '--min', '0.0.1', '--date', '2026-11-20']);
  expect(signed.status, signed.stderr).toBe(0);

  const key = publisherKey(readFileSync(folder.path('release-key.txt'), 'utf8').trim());
  if (key === null) throw new Error('the public key is not one');
  const here = { version: '0.0.1', platform: 'linux', arch: 'arm64', format: 'deb' } as const;
  const release = verifyRelease(readFileSync(folder.path('release.json')), key, here, null);
  expect(release).toMatchObject({ ok: true, value: { file: { name }, manifest: { version } } });
});

it('says what it wants, and what is not there', () => {
  expect(sign([]).stderr).toContain('sign-release.ts keys --out DIR');
  const nothing = sign(['sign', '--key', 'x', '--dir', join(ROOT, 'build')]);
  expect([nothing.status, nothing.stderr]).toEqual([2, expect.stringContaining('no installer')]);
});
