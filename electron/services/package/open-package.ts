import { scanInPieces } from '#electron/services/journal/line.ts';
import type { CarriedStream } from '#electron/services/holdings/evidence.ts';
import { partAfter } from '#electron/services/journal/stream-part.ts';
import { bytesOf, readingOf, Unreadable, unlessUnreadable } from '#electron/services/holdings/remote.ts';
import type { Content, Remote } from '#electron/services/holdings/remote.ts';
import type { PackageMemory } from './package-memory.ts';
import type { JobContext } from '#electron/services/jobs/jobs.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { HashText } from '#shared/log/canonical.ts';
import type { Event } from '#shared/log/event.ts';
import { fold } from '#shared/log/fold.ts';
import type { FoldedInspection } from '#shared/log/fold.ts';
import { headText } from '#shared/log/voucher.ts';
import { MAX_MANIFEST_BYTES, MAX_SIGNATURE_BYTES } from '#shared/package/limits.ts';
import { readManifest, MANIFEST_PATH } from '#shared/package/manifest.ts';
import type { PackageManifest, PackedFile } from '#shared/package/manifest.ts';
import { readSignature, signedText, SIGNATURE_PATH } from '#shared/package/signature.ts';
import type { PackageSignature } from '#shared/package/signature.ts';
import { err, ok } from '#shared/result.ts';
import type { Result, Answer } from '#shared/result.ts';
import { signatureHolds } from '#electron/services/trust/device-key.ts';
import { throttled } from './export-package.ts';
import { isNotice, isSound, piecesOf, readWhole } from './read-entry.ts';
import { openZip, notRead } from './read-zip.ts';
import type { OpenZip, ZipEntry } from './read-zip.ts';
import { hashBytes } from '#electron/services/disk/hash.ts';
import { attempt } from '#electron/services/disk/attempt.ts';
import { holdingAt, pathOf } from '#shared/holding/holding.ts';
import type { Holding, FileHolding, StreamHolding } from '#shared/holding/holding.ts';
import { namedFiles } from '#electron/services/holdings/named-files.ts';

/** A file of a package that is named by its hash. */
export type HashedFile = FileHolding & Pick<PackedFile, 'path' | 'bytes'>;

/** What a package holds, all of it verified. */
export interface PackageContents {
  readonly manifest: PackageManifest;
  readonly signature: PackageSignature;
  /** Each under the signature of its own device over its head, or under none. */
  readonly copies: readonly CarriedStream[];
  readonly files: readonly HashedFile[];
}

type Memory = Pick<PackageMemory<PackageContents>, 'recall' | 'keep'>;

/** A verified package that is open: a place to take things from. */
export interface VerifiedPackage extends PackageContents {
  readonly remote: Remote;
}

/** The state that a package's events lead to; null: none of them begins an inspection. */
export const stateOf = ({ copies }: PackageContents): FoldedInspection | null => fold(eventsIn(copies));

const eventsIn = (copies: readonly CarriedStream[]): Event[] => copies.flatMap(({ part }) => part.events);

/**
 * Opens a package, verifies layout, manifest, signature, every file and every stream, and lends it to `work`. Each thing
 * that can be wrong has its code `package.*`; nothing of a package is lent before all of it holds (SPEC PK1 to PK9). What
 * `memory` knows of it is not read again while the file stands as it was.
 */
export async function withPackage<T>(
  path: string,
  hash: HashText,
  job: JobContext,
  work: (opened: VerifiedPackage) => Answer<T>,
  memory: Memory = NO_MEMORY,
): Answer<T> {
  const zip = await openZip(path);
  if (!zip.ok) return zip;
  try {
    const { state } = zip.value;
    const known = memory.recall(path, state);
    const verified = known === null ? await attempt(notRead, () => verify(zip.value, hash, job)) : ok(known);
    if (!verified.ok) return verified;
    memory.keep(path, state, verified.value);
    return await work({ ...verified.value, remote: remoteOf(verified.value, zip.value) });
  } catch (fault) {
    if (!job.signal.aborted) throw fault;
    return err('package.cancelled');
  } finally {
    await zip.value.handle.close().catch(() => undefined);
  }
}

const NO_MEMORY: Memory = { recall: () => null, keep: () => undefined };

/** A package as a place to take things from. */
function remoteOf({ copies, files }: PackageContents, zip: OpenZip): Remote {
  return {
    streams: async () =>
      ok(copies.map(({ part: { inspection, device, head }, voucher }) => ({ inspection, device, ...head, voucher }))),
    part: async ({ inspection, device }, after) => {
      const whole = copies.find(({ part }) => part.inspection === inspection && part.device === device);
      return ok(whole === undefined ? null : partAfter(whole.part, after));
    },
    files: async () => ok(files.map(({ path: _, bytes, ...file }) => ({ file, bytes }))),
    open: (file, signal) => contentOfEntry(zip, pathOf(file), signal),
  };
}

async function* contentOfEntry(zip: OpenZip, path: string, signal: AbortSignal): Content {
  const entry = zip.entries.get(path);
  if (entry === undefined) throw new Unreadable('ENOENT');
  yield* readingOf(piecesOf(zip, entry), signal);
}

async function verify(zip: OpenZip, hash: HashText, { progress, signal }: JobContext): Answer<PackageContents> {
  const signed = await readSigned(zip, hash);
  if (!signed.ok) return signed;
  const { manifest, signature } = signed.value;
  const held = holdEntries(zip, manifest);
  if (!held.ok) return held;
  const total = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
  const tell = throttled((done) => progress('verify', done, total), total);
  let done = 0;
  const onBytes = (bytes: number) => tell((done += bytes));
  const copies: CarriedStream[] = [];
  const files: HashedFile[] = [];
  for (const { file, path, entry } of held.value) {
    signal.throwIfAborted();
    if (path.is === 'stream') {
      const copy = await readStream(zip, entry, file, path, manifest, hash);
      if (!copy.ok) return copy;
      copies.push(copy.value);
      onBytes(file.bytes);
    } else {
      if (!(await isSound(zip, entry, file.sha256, onBytes))) return mismatch(file.path);
      if (path.is === 'notice' && !(await isNotice(zip, entry, path.ending))) {
        return err('package.unsafe-entry', { file: file.path, reason: '内容与类型不符' });
      }
      files.push({ ...path, path: file.path, bytes: file.bytes });
    }
  }
  const named = namedFiles(manifest.inspection, eventsIn(copies));
  const stranger = files.find(({ path }) => !named.has(path));
  if (stranger !== undefined) return err('package.unsafe-entry', { file: stranger.path, reason: '没有记录提到它' });
  return ok({ manifest, signature, copies, files });
}

export const mismatch = (file: string) => err('package.content-mismatch', { file });

/** Reads manifest and signature, and holds one against the other. */
async function readSigned(
  zip: OpenZip,
  hash: HashText,
): Answer<{ manifest: PackageManifest; signature: PackageSignature }> {
  const text = await readText(zip, MANIFEST_PATH, MAX_MANIFEST_BYTES);
  if (!text.ok) return text;
  const manifest = readManifest(text.value, hash);
  if (!manifest.ok) return manifest;
  const signed = await readText(zip, SIGNATURE_PATH, MAX_SIGNATURE_BYTES);
  if (!signed.ok) return signed;
  const signature = readSignature(signed.value);
  if (!signature.ok) return signature;
  return signatureHolds(signature.value, signedText(text.value))
    ? ok({ manifest: manifest.value, signature: signature.value })
    : err('package.signature-invalid');
}

async function readText(zip: OpenZip, path: string, most: number): Answer<string> {
  const entry = zip.entries.get(path);
  if (entry === undefined) return err('package.not-a-package');
  if (entry.bytes > most) return err('package.unsafe-entry', { file: path, reason: '文件过大' });
  const bytes = await readWhole(zip, entry);
  if (bytes === null) return mismatch(path);
  try {
    return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return mismatch(path);
  }
}

interface HeldFile {
  readonly file: PackedFile;
  readonly path: Holding;
  readonly entry: ZipEntry;
}

/** The zip's entries are those of the manifest, in number, name, size and order. */
function holdEntries({ entries }: OpenZip, { files }: PackageManifest): Result<HeldFile[], ErrorCode> {
  const held: HeldFile[] = [];
  for (const file of files) {
    const [path, entry] = [holdingAt(file.path), entries.get(file.path)];
    if (path === null || entry === undefined) return err('package.original-missing', { file: file.path });
    if (entry.bytes !== file.bytes) return mismatch(file.path);
    held.push({ file, path, entry });
  }
  const order = [MANIFEST_PATH, SIGNATURE_PATH, ...files.map(({ path }) => path)];
  const [named, found] = [new Set(order), [...entries.keys()]];
  const stranger = found.find((path) => !named.has(path));
  if (stranger !== undefined) {
    return err('package.unsafe-entry', { file: stranger.slice(0, 80), reason: '清单中没有' });
  }
  const misplaced = found.find((path, index) => path !== order[index]);
  return misplaced === undefined
    ? ok(held)
    : err('package.unsafe-entry', { file: misplaced, reason: '顺序与清单不同' });
}

async function readStream(
  zip: OpenZip,
  entry: ZipEntry,
  { path, sha256 }: PackedFile,
  { inspection, device }: StreamHolding,
  manifest: PackageManifest,
  hash: HashText,
): Answer<CarriedStream> {
  const bytes = await readWhole(zip, entry);
  if (bytes === null || hashBytes(bytes) !== sha256) return mismatch(path);
  const { events, head, end } = await scanInPieces(bytes, { inspection, device }, hash);
  const file = path.split('/').at(-1) ?? '';
  if (head === null || end.is !== 'clean') {
    const line = end.is === 'damaged' ? end.line : events.length + 1;
    return err('package.journal-broken', { file, line });
  }
  const named = manifest.heads[device];
  if (named?.seq !== head.seq || named.hash !== head.hash) {
    return err('package.journal-broken', { file, line: events.length });
  }
  const { voucher } = named;
  if (voucher !== null && !signatureHolds(voucher, headText({ inspection, device }, head))) {
    return err('package.signature-invalid');
  }
  const part = { inspection, device, after: null, events, head };
  return ok({ part, voucher: voucher === null ? null : { ...head, ...voucher } });
}

/** Reads a file of a package, once more held against its hash (`package.content-mismatch`). */
export const readHashed = ({ remote }: VerifiedPackage, file: HashedFile, signal: AbortSignal): Answer<Uint8Array> =>
  unlessUnreadable(async () => {
    const bytes = await bytesOf(remote.open(file, signal));
    return hashBytes(bytes) === file.sha256 ? ok(bytes) : mismatch(file.path);
  }, notRead);
