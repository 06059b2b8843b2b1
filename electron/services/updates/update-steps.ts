import type { JobContext } from '#electron/services/jobs/jobs.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { UpdateSettings, UpdateState } from '#shared/host/update-records.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { updateAddress } from '#shared/updates/address.ts';
import { type InstalledProgram, MAX_RELEASE_BYTES, RELEASE_FILE } from '#shared/updates/release.ts';
import { compareVersions } from '#shared/updates/version.ts';
import { fetchFile } from './fetch-file.ts';
import { findInstaller, type Incoming, openIncoming } from './incoming.ts';
import { keyFingerprint, publisherKey } from './publisher-key.ts';
import { readUpdateMemory, type UpdateMemory, writeUpdateMemory } from './update-store.ts';
import { type Release, verifyRelease } from './verify-release.ts';

/** The window waits for the answer: a server that takes longer counts as away. */
const CHECK_LIMIT_MS = 20_000;

type State = Promise<Result<UpdateState, ErrorCode>>;

export interface UpdateOptions {
  /** Where installers arrive; holds nothing else. */
  readonly folder: string;
  /** What is remembered between runs. */
  readonly memory: string;
  readonly here: InstalledProgram;
  readonly now: () => number;
  /** Hands a checked installer to the system; false where it does not take it. Absent: there is nothing to open it with. */
  readonly openInstaller?: (path: string) => Promise<boolean>;
}

/** What lives as long as the program. */
export interface Run {
  memory: UpdateMemory | null;
  release: Release | null;
  path: string | null;
  incoming: Incoming | null;
}

/** What is remembered, read once. */
export async function known(run: Run, { memory }: UpdateOptions): Promise<UpdateMemory> {
  return (run.memory ??= await readUpdateMemory(memory));
}

/** See `Updates.configure`. */
export async function configure(settings: UpdateSettings, run: Run, options: UpdateOptions): State {
  const { address, publicKey, daily } = settings;
  if (publicKey !== '' && publisherKey(publicKey) === null) return err('update.key-invalid');
  if (daily && (address === '' || publicKey === '')) return err('update.not-configured');
  const parsed = address === '' ? null : updateAddress(address);
  if (parsed !== null && !parsed.ok) return parsed;
  const before = await known(run, options);
  const sameKey = before.settings.publicKey === publicKey;
  const next = {
    settings: { ...settings, address: parsed?.value.base ?? '' },
    checkedAt: sameKey ? before.checkedAt : null,
    // Another publisher counts releases in another way.
    newestSeen: sameKey ? before.newestSeen : null,
  };
  await writeUpdateMemory(options.memory, next);
  await dropIncoming(run);
  Object.assign(run, { memory: next, release: null, path: null });
  return stateOf(next, run, options);
}

/** See `Updates.check`. */
export async function check(run: Run, options: UpdateOptions): State {
  const { settings, newestSeen } = await known(run, options);
  const key = publisherKey(settings.publicKey);
  if (settings.address === '' || key === null) return err('update.not-configured');
  await dropIncoming(run);
  Object.assign(run, { release: null, path: null });
  await keep(run, options, { checkedAt: new Date(options.now()).toISOString() });
  const chunks: Uint8Array[] = [];
  const fetched = await fetchFile(`${settings.address}${RELEASE_FILE}`, {
    limit: MAX_RELEASE_BYTES,
    signal: AbortSignal.timeout(CHECK_LIMIT_MS),
    onChunk: async (chunk) => void chunks.push(chunk),
  });
  if (!fetched.ok)
    return fetched.error.code === 'update.cancelled' ? err('update.unreachable', { reason: 'ETIMEDOUT' }) : fetched;
  return accept(verifyRelease(Buffer.concat(chunks), key, options.here, newestSeen), run, options);
}

/** Takes up a release that was found good, or passes on why it was not. */
async function accept(release: Result<Release, ErrorCode>, run: Run, options: UpdateOptions): State {
  if (!release.ok) return release;
  const { manifest, file } = release.value;
  const { newestSeen } = await known(run, options);
  if (newestSeen === null || compareVersions(manifest.version, newestSeen) > 0)
    await keep(run, options, { newestSeen: manifest.version });
  run.release = release.value;
  run.path = await findInstaller(options.folder, file);
  return stateOf(await known(run, options), run, options);
}

/** See `Updates.download`. */
export async function download(run: Run, options: UpdateOptions, { progress, signal }: JobContext) {
  const { release } = run;
  const { settings } = await known(run, options);
  if (release === null) return err('update.not-ready');
  if (run.path !== null) return ok(null);
  const { file } = release;
  const incoming = await openIncoming(options.folder, file);
  const percent = () => Math.floor((incoming.received() / file.bytes) * 100);
  try {
    const onChunk = async (chunk: Uint8Array): Promise<void> => {
      const before = percent();
      await incoming.write(chunk);
      if (percent() > before) progress('download', incoming.received(), file.bytes);
    };
    const fetched = await fetchFile(`${settings.address}${file.name}`, { limit: file.bytes, signal, onChunk });
    if (!fetched.ok) return fetched.error.code === 'update.too-large' ? err('update.wrong-size') : fetched;
    if (signal.aborted) return err('update.cancelled');
    const finished = await incoming.finish();
    if (finished.ok) run.path = finished.value;
    return finished.ok ? ok(null) : finished;
  } finally {
    if (run.path === null) await incoming.discard();
  }
}

/** See `Updates.beginFile`. */
export async function beginFile(bytes: Uint8Array, run: Run, options: UpdateOptions): State {
  const { settings, newestSeen } = await known(run, options);
  const key = publisherKey(settings.publicKey);
  if (key === null) return err('update.not-configured');
  await dropIncoming(run);
  Object.assign(run, { release: null, path: null });
  const accepted = await accept(verifyRelease(bytes, key, options.here, newestSeen), run, options);
  const { release, path } = run;
  if (accepted.ok && release !== null && path === null) run.incoming = await openIncoming(options.folder, release.file);
  return accepted;
}

/** See `Updates.addPart`. */
export async function addPart(offset: number, part: Uint8Array, run: Run, options: UpdateOptions): State {
  const { incoming, release } = run;
  if (incoming === null || release === null) return err('update.not-ready');
  const end = offset + part.byteLength;
  if (offset !== incoming.received() || end > release.file.bytes) {
    await dropIncoming(run);
    return err('update.wrong-size', { bytes: end, wanted: release.file.bytes });
  }
  await incoming.write(part);
  if (end === release.file.bytes) {
    run.incoming = null;
    const finished = await incoming.finish();
    if (!finished.ok) return finished;
    run.path = finished.value;
  }
  return stateOf(await known(run, options), run, options);
}

/** See `Updates.open`. */
export async function openReady(run: Run, { folder, openInstaller }: UpdateOptions): Promise<Result<null, ErrorCode>> {
  const { release } = run;
  if (release === null || run.path === null || openInstaller === undefined) return err('update.not-ready');
  run.path = await findInstaller(folder, release.file);
  if (run.path === null) return err('update.wrong-hash');
  return (await openInstaller(run.path)) ? ok(null) : err('update.open-failed');
}

/** Gives up an installer that has only half arrived. */
export async function dropIncoming(run: Run): Promise<void> {
  const { incoming } = run;
  run.incoming = null;
  await incoming?.discard();
}

async function keep(run: Run, options: UpdateOptions, change: Partial<UpdateMemory>): Promise<void> {
  const next = { ...(await known(run, options)), ...change };
  await writeUpdateMemory(options.memory, next);
  run.memory = next;
}

/** What is told of all this. */
export function stateOf({ settings, checkedAt }: UpdateMemory, run: Run, { openInstaller }: UpdateOptions) {
  const { release, path } = run;
  const parsed = updateAddress(settings.address);
  return ok({
    settings,
    fingerprint: keyFingerprint(settings.publicKey),
    open: parsed.ok && parsed.value.open,
    checkedAt,
    offer: release === null ? null : offerOf(release),
    ready: path === null ? null : { path, canOpen: openInstaller !== undefined },
  });
}

function offerOf({ manifest: { version, date, notes }, file: { name, bytes } }: Release) {
  return { version, date, notes, name, bytes };
}
