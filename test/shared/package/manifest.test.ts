import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { DeviceId, InspectionId } from '#shared/ids.ts';
import { MAX_STREAM_BYTES, MAX_STREAMS } from '#shared/package/limits.ts';
import { manifestText, readManifest, streamsTooLarge } from '#shared/package/manifest.ts';
import type { ManifestBody, PackedFile } from '#shared/package/manifest.ts';
import { sha256 } from '#test/shared/log/events.ts';

const inspection = v.parse(InspectionId, 'inspection-a');
const MB = 1024 * 1024;

/** A manifest of streams of these sizes, as whoever makes the package may write it. */
function manifestOf(sizes: readonly number[], change: Partial<ManifestBody> = {}): string {
  const devices = sizes.map((_, index) => v.parse(DeviceId, `d${String(index).padStart(4, '0')}`));
  const files: PackedFile[] = sizes.map((bytes, index) => ({
    path: `inspections/${inspection}/${devices[index]}.jsonl`,
    bytes,
    sha256: sha256(`${index}`),
  }));
  const heads: ManifestBody['heads'] = {};
  for (const device of devices) heads[device] = { seq: 1, hash: sha256(device), voucher: null };
  const [device = v.parse(DeviceId, 'd0000')] = devices;
  const about = { format: 2, product: '1.0.0', madeAt: '2024-08-01T08:00:00.000Z', madeBy: '张三', device } as const;
  return manifestText({ ...about, inspection, files, heads, missing: [], ...change }, sha256);
}

const read = (text: string) => readManifest(text, sha256);

describe('[RD3] when a package says it was made', () => {
  it.each(['2024-02-29T08:00:00.000Z', '2024-08-01T23:59:59+08:00'])('is %s', (madeAt) => {
    expect(read(manifestOf([10], { madeAt })).ok).toBe(true);
  });

  it.each([
    '2023-02-29T08:00:00.000Z',
    '2024-08-01T24:00:00.000Z',
    '2024-08-32T08:00:00Z',
    '2024-08-01T08:00:00',
    '昨天',
  ])('is never %s, and says where that stands', (madeAt) => {
    expect(read(manifestOf([10], { madeAt }))).toMatchObject({
      error: { code: 'package.manifest-broken', detail: { path: 'madeAt' } },
    });
  });
});

describe('what the streams of a package may be', () => {
  const many = (count: number): number[] => Array.from({ length: count }, () => 10);

  it('is 256 of them, and no more', () => {
    expect(MAX_STREAMS).toBe(256);
    expect(read(manifestOf(many(256))).ok).toBe(true);
    expect(read(manifestOf(many(257)))).toMatchObject({
      error: { code: 'package.too-large', detail: { limit: '256 份记录' } },
    });
  });

  it('is 32 MB of them together, and no more', () => {
    expect(MAX_STREAM_BYTES).toBe(32 * MB);
    expect(read(manifestOf([16 * MB, 16 * MB])).ok).toBe(true);
    expect(read(manifestOf([16 * MB, 16 * MB + 1]))).toMatchObject({
      error: { code: 'package.too-large', detail: { limit: '记录合计 32 MB' } },
    });
  });

  it('counts streams alone: photos are large', () => {
    const photo = (index: number): PackedFile => {
      const hash = sha256(`photo ${index}`);
      return { path: `photos/${hash.slice(0, 2)}/${hash}`, bytes: 60 * MB, sha256: hash };
    };
    expect(streamsTooLarge(Array.from({ length: 300 }, (_, index) => photo(index)))).toBeNull();
  });
});
