import { createHash } from 'node:crypto';
import { attempt } from '#electron/services/disk/attempt.ts';
import type { FileHolding } from '#shared/holding/holding.ts';
import { ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import type { Holdings } from './holdings.ts';
import { TO_ITS_END, unlessUnreadable } from './remote.ts';
import type { Content, Remote } from './remote.ts';

/** What came or would come: files, their bytes, how many of them repair a damaged one; and what does not verify. */
export interface Brought {
  readonly count: number;
  readonly bytes: number;
  readonly repaired: number;
  readonly unsound: number;
}

/** What files are brought between, and whether they truly are (`apply`) or it is only said what that would be. */
export interface Bringing {
  readonly remote: Pick<Remote, 'open'>;
  readonly holdings: Pick<Holdings, 'standing' | 'put'>;
  readonly apply: boolean;
  readonly signal: AbortSignal;
}

/** Brings the files that are not here or are damaged. `onEach` is told before each one and may throw to stop. */
export async function bringFiles(
  files: readonly FileHolding[],
  { remote, holdings, apply }: Bringing,
  onEach: (index: number, count: number) => void,
): Answer<Brought> {
  const sum = { count: 0, bytes: 0, repaired: 0, unsound: 0 };
  for (const [index, file] of files.entries()) {
    onEach(index, files.length);
    const standing = await holdings.standing(file);
    if (standing === 'sound') continue;
    const counted = counting(remote.open(file, TO_ITS_END));
    // What cannot be read there is no sound one.
    const brought = await unlessUnreadable(
      () =>
        attempt('publication.failed', async () =>
          apply ? holdings.put(file, counted.content) : ok(await isSound(file, counted.content)),
        ),
      () => ok(false),
    );
    if (!brought.ok) return brought;
    sum.count += brought.value ? 1 : 0;
    sum.unsound += brought.value ? 0 : 1;
    sum.bytes += brought.value ? counted.bytes() : 0;
    sum.repaired += brought.value && standing === 'damaged' ? 1 : 0;
  }
  return ok(sum);
}

async function isSound({ sha256 }: FileHolding, content: Content): Promise<boolean> {
  const hash = createHash('sha256');
  for await (const piece of content) hash.update(piece);
  return hash.digest('hex') === sha256;
}

function counting(content: Content): { readonly content: Content; readonly bytes: () => number } {
  let bytes = 0;
  const counted = async function* (): Content {
    for await (const piece of content) {
      bytes += piece.length;
      yield piece;
    }
  };
  return { content: counted(), bytes: () => bytes };
}
