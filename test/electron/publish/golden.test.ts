import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { GOLDEN, goldenContents } from '#test/golden/notice-golden.ts';

const golden = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'golden', `${name}.json`), 'utf8'));

describe('the sample’s notice', () => {
  let contents: Awaited<ReturnType<typeof goldenContents>>;
  beforeAll(async () => {
    contents = await goldenContents();
  });

  it.each(GOLDEN)('is what was read and approved: %s', (name) => {
    expect(JSON.parse(JSON.stringify(contents[name]))).toEqual(golden(name));
  });
});
