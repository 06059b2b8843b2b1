import type { StreamPart } from '#electron/services/journal/stream-part.ts';
import type { StreamId } from '#electron/services/journal/stream.ts';
import { isSystemError, reasonOf } from '#electron/services/disk/system-error.ts';
import type { FileHolding } from '#shared/holding/holding.ts';
import type { InspectionId, Sha256 } from '#shared/ids.ts';
import type { Head } from '#shared/log/heads.ts';
import type { SignedHead } from '#shared/log/voucher.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { Answer, Result } from '#shared/result.ts';
import { openRegular } from '#electron/services/disk/regular-file.ts';

/** What is read of a file, piece by piece. A place that refuses it throws `Unreadable`; a call that is aborted its reason. */
export type Content = AsyncIterable<Uint8Array>;

/** A stream in a place, or the one of its ends that is meant where it went apart there. */
export interface RemoteStreamId extends StreamId {
  readonly seq?: number;
  readonly hash?: Sha256 | null;
}

/** How far a stream goes in a place, before any of it is fetched. */
export interface RemoteStream extends RemoteStreamId {
  readonly seq: number;
  /** The last event's hash; null: the place does not tell without the stream itself. */
  readonly hash: Sha256 | null;
  /** What its device signed of it; null: nothing is there. It is for whoever takes it in to check. */
  readonly voucher: SignedHead | null;
}

/** For a file that is to be finished once it has begun to come. */
export const TO_ITS_END: AbortSignal = new AbortController().signal;

/** A file in a place; `bytes` null: it does not tell. */
export interface RemoteFile {
  readonly file: FileHolding;
  readonly bytes: number | null;
}

/**
 * A place that holds what data folders hold: a generation of a backup, a package. It is asked for the heads first, then for
 * what is new in each stream, then for the files that are lacking, each by its hash. Nothing of it is trusted: a part is
 * verified when it is answered, a file is held against its hash by whoever keeps it.
 */
export interface Remote {
  streams(signal: AbortSignal): Answer<readonly RemoteStream[]>;
  /**
   * What comes behind `after` in a stream, verified; all of it where the place does not have that event, so that a fork
   * shows. No events where it ends there. Null: there is no such stream, or nothing of it is intact.
   */
  part(stream: RemoteStreamId, after: Head | null, signal: AbortSignal): Answer<StreamPart | null>;
  files(signal: AbortSignal): Answer<readonly RemoteFile[]>;
  open(file: FileHolding, signal: AbortSignal): Content;
}

/**
 * A place that several laptops share: a folder on a stick or a network drive, a server. Nothing that is there is ever
 * changed or taken away by what is put there, so that it makes no difference who puts what first, how often, or at the
 * same time as another; what was put has been asked for again before this answers.
 */
export interface SharedPlace extends Remote {
  /** The inspections of which a stream is there. */
  inspections(signal: AbortSignal): Answer<readonly InspectionId[]>;
  /**
   * How far the streams of these inspections go there; null: of all. A stream that went apart, or under whose name others
   * put theirs, comes with each of its ends, and an end that several keys vouch for with each of them: what of that is
   * true is for whoever takes it in to judge.
   */
  streams(signal: AbortSignal, of?: ReadonlySet<InspectionId> | null): Answer<readonly RemoteStream[]>;
  /**
   * Those of the files that are there, by `pathOf`, of the size they have here. `read`: each was read to its end there and
   * is what its hash says, as far as the place can be had to do that.
   */
  holding(files: readonly RemoteFile[], depth: 'told' | 'read', signal: AbortSignal): Answer<ReadonlySet<string>>;
  /** Puts what comes in a stream behind an event that is there, and what its device signed of it. */
  putPart(part: StreamPart, voucher: SignedHead | null, signal: AbortSignal): Answer<null>;
  /** Puts a file as it is poured; false: it is not what its hash says, and is not there. Throws what the pouring throws. */
  putFile(file: FileHolding, content: Content, signal: AbortSignal): Answer<boolean>;
}

/** A file that the place it lies in does not give out; `reason` is the system's, or that of whoever answers there. */
export class Unreadable extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

/** What a task answers; what `refused` makes of the reason where a place does not give out a file. */
export async function unlessUnreadable<T>(
  task: () => Answer<T>,
  refused: (reason: string) => Result<T, ErrorCode>,
): Answer<T> {
  try {
    return await task();
  } catch (fault) {
    if (!(fault instanceof Unreadable)) throw fault;
    return refused(fault.reason);
  }
}

/** Lets the refusals of the disk that is read be told from those of the disk that is written to. */
export async function* readingOf(pieces: AsyncIterable<Uint8Array>, signal: AbortSignal): Content {
  try {
    for await (const piece of pieces) {
      signal.throwIfAborted();
      yield piece;
    }
  } catch (fault) {
    if (!isSystemError(fault) || signal.aborted) throw fault;
    throw new Unreadable(reasonOf(fault));
  }
}

/** The content of a file on disk. */
export const contentOf = (path: string, signal: AbortSignal): Content => readingOf(piecesIn(path), signal);

async function* piecesIn(path: string): AsyncIterable<Uint8Array> {
  const handle = await openRegular(path);
  yield* handle.createReadStream();
}

/** A content as a whole, where it is known to be small. */
export async function bytesOf(content: Content): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of content) pieces.push(piece);
  return Buffer.concat(pieces);
}
