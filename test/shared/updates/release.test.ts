import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { PRODUCT, ReleaseManifest } from '#shared/updates/release.ts';

const file = {
  platform: 'linux',
  arch: 'x64',
  format: 'deb',
  name: 'smart-community-acceptance-workbench-1.2.0-linux-x64.deb',
  bytes: 1000,
  sha256: 'a'.repeat(64),
};
const release = {
  format: 1,
  product: PRODUCT,
  version: '1.2.0',
  minVersion: '1.0.0',
  date: '2024-02-29',
  notes: '',
  files: [file],
};

describe('[RD3] the date of a release', () => {
  it('is a day that exists', () => {
    expect(v.is(ReleaseManifest, release)).toBe(true);
  });

  it.each(['2023-02-29', '2024-04-31', '2024-13-01', '2024-00-10', '2024-1-5', '20240105', '2024-01-05T00:00:00Z', ''])(
    'is not %s',
    (date) => {
      expect(v.is(ReleaseManifest, { ...release, date })).toBe(false);
    },
  );
});
