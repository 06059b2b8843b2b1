import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveAsset } from '#electron/services/shell-policy/assets.ts';
import { rendererFolder } from '#test/electron/browser/stub-host.ts';

const folder = rendererFolder();
symlinkSync(join(folder, '..', 'secret.txt'), join(folder, 'link.txt'));
symlinkSync(join(folder, '..'), join(folder, 'up'));
writeFileSync(join(folder, '.hidden'), 'x');
mkdirSync(join(folder, 'empty'));

describe('assets', () => {
  it('are files of the folder, with the type of their ending', async () => {
    expect(await resolveAsset(folder, '/assets/app.js')).toMatchObject({ type: 'text/javascript; charset=utf-8' });
    expect(await resolveAsset(folder, '/assets/%61pp.js')).toMatchObject({ type: 'text/javascript; charset=utf-8' });
  });

  it('are never reached through a link that leads out, nor hidden, nor folders', async () => {
    for (const path of ['/link.txt', '/up/secret.txt', '/.hidden', '/empty', '/', '', 'assets/app.js', '/none.js'])
      expect(await resolveAsset(folder, path), path).toBeUndefined();
  });

  it('never leave the folder, whatever is asked for', async () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '/',
      '\\',
      '%2e',
      '%2F',
      '%5c',
      '%00',
      '%25',
      'secret.txt',
      'assets',
      'up',
      'é',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 8 }), async (pieces) => {
        const asset = await resolveAsset(folder, `/${pieces.join('')}`);
        expect(asset === undefined || asset.path.startsWith(`${folder}/`)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
