import { attempt } from '#electron/services/disk/attempt.ts';
import type { JobContext } from '#electron/services/jobs/jobs.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { UpdateSettings, UpdateState } from '#shared/host/update-records.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { createSerial } from '#shared/serial.ts';
import { updateAddress } from '#shared/updates/address.ts';
import type { InstalledProgram } from '#shared/updates/release.ts';
import { compareVersions } from '#shared/updates/version.ts';
import { fetchInstaller, fetchRelease } from './download.ts';
import { findInstaller, openInstallers } from './incoming.ts';
import { givenUp, IDLE, type Phase, stateOf } from './phase.ts';
import { publisherKey } from './publisher-key.ts';
import { openUpdateStore, type UpdateMemory, type UpdateStore } from './update-store.ts';
import { type Release, verifyRelease } from './verify-release.ts';

const DAY_MS = 86_400_000;

type State = Promise<Result<UpdateState, ErrorCode>>;
type Done = Promise<Result<null, ErrorCode>>;

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

/** Newer programs, from an intranet server or from files. Nothing happens unless it was switched on or is asked for. */
export interface Updates {
  state(): State;
  /** `update.address-invalid`, `update.address-public`, `update.key-invalid`, `update.not-configured`. */
  configure(settings: UpdateSettings): State;
  /** Asks the server. Failures as `fetchFile` and `verifyRelease` name them; what was offered before is then gone. */
  check(): State;
  /** At the start: asks if that is switched on and was not done within a day; null where it was not done. */
  checkIfDue(): Promise<Result<UpdateState, ErrorCode> | null>;
  /** Fetches and checks the offered installer; meanwhile everything else is `update.busy`. Cancelled or failed, it leaves nothing. */
  download(job: JobContext): Done;
  /** The same from a USB stick: first its release file, then the installer in parts. */
  beginFile(release: Uint8Array): State;
  /** The next part; the last one completes the installer. A part out of turn ends the attempt (`update.wrong-size`). */
  addPart(offset: number, part: Uint8Array): State;
  /** Hands the installer to the system, after looking at every byte of it again. */
  open(): Done;
  /** Gives up an installer that has only half arrived. */
  close(): Promise<void>;
}

/** The updates of one data folder. */
export const createUpdates = (options: UpdateOptions): Updates => new ProgramUpdates(options);

/** One thing at a time: each step begins in the phase in which the one before it ended. */
class ProgramUpdates implements Updates {
  readonly #options: UpdateOptions;
  readonly #memory: UpdateStore;
  readonly #begin: ReturnType<typeof openInstallers>;
  readonly #serial = createSerial();
  #phase: Phase = IDLE;
  /** A download is under way or waits for its turn. */
  #isDownloading = false;

  constructor(options: UpdateOptions) {
    this.#options = options;
    this.#memory = openUpdateStore(options.memory);
    this.#begin = openInstallers(options.folder);
  }

  state(): State {
    return attempt('update.write-failed', () => this.#state());
  }

  configure(settings: UpdateSettings): State {
    return this.#inTurn(() => this.#configure(settings));
  }

  check(): State {
    return this.#inTurn(() => this.#check());
  }

  async checkIfDue(): Promise<Result<UpdateState, ErrorCode> | null> {
    return isDue(await this.#memory.read(), this.#options.now()) ? this.check() : null;
  }

  async download(job: JobContext): Done {
    if (this.#isDownloading) return err('update.busy');
    const fetched = this.#inTurn(() => this.#download(job));
    this.#isDownloading = true;
    return fetched.finally(() => (this.#isDownloading = false));
  }

  beginFile(release: Uint8Array): State {
    return this.#inTurn(() => this.#beginFile(release));
  }

  addPart(offset: number, part: Uint8Array): State {
    return this.#inTurn(() => this.#addPart(offset, part));
  }

  open(): Done {
    return this.#inTurn(() => this.#open());
  }

  close(): Promise<void> {
    return this.#serial.run('updates', () => this.#enter(givenUp(this.#phase)));
  }

  async #inTurn<T>(task: () => Promise<Result<T, ErrorCode>>): Promise<Result<T, ErrorCode>> {
    return this.#isDownloading
      ? err('update.busy')
      : this.#serial.run('updates', () => attempt('update.write-failed', task));
  }

  /** Whatever had half arrived is gone in the next phase, unless that is `ready`: then it has its name. */
  async #enter(next: Phase): Promise<void> {
    const former = this.#phase;
    this.#phase = next;
    if (former.is === 'receiving') await former.incoming.discard();
  }

  async #state(): State {
    return ok(stateOf(this.#phase, await this.#memory.read(), this.#options.openInstaller !== undefined));
  }

  async #configure(settings: UpdateSettings): State {
    const { address, publicKey, daily } = settings;
    if (publicKey !== '' && publisherKey(publicKey) === null) return err('update.key-invalid');
    if (daily && (address === '' || publicKey === '')) return err('update.not-configured');
    const parsed = address === '' ? null : updateAddress(address);
    if (parsed !== null && !parsed.ok) return parsed;
    const former = await this.#memory.read();
    const isSameKey = former.settings.publicKey === publicKey;
    await this.#memory.keep({
      settings: { ...settings, address: parsed?.value.base ?? '' },
      // Another publisher counts releases in another way.
      ...(isSameKey ? {} : { checkedAt: null, newestSeen: null }),
    });
    await this.#enter(IDLE);
    return this.#state();
  }

  async #check(): State {
    const { settings, newestSeen } = await this.#memory.read();
    const key = publisherKey(settings.publicKey);
    if (settings.address === '' || key === null) return err('update.not-configured');
    await this.#enter(IDLE);
    await this.#memory.keep({ checkedAt: new Date(this.#options.now()).toISOString() });
    const fetched = await fetchRelease(settings.address);
    return fetched.ok ? this.#accept(verifyRelease(fetched.value, key, this.#options.here, newestSeen)) : fetched;
  }

  /** Takes up a release that was found good, or passes on why it was not. */
  async #accept(release: Result<Release, ErrorCode>): State {
    if (!release.ok) return release;
    const { manifest, file } = release.value;
    const { newestSeen } = await this.#memory.read();
    if (newestSeen === null || compareVersions(manifest.version, newestSeen) > 0)
      await this.#memory.keep({ newestSeen: manifest.version });
    const path = await findInstaller(this.#options.folder, file);
    await this.#enter(
      path === null ? { is: 'offered', release: release.value } : { is: 'ready', release: release.value, path },
    );
    return this.#state();
  }

  async #download(job: JobContext): Done {
    if (this.#phase.is === 'idle') return err('update.not-ready');
    if (this.#phase.is === 'ready') return ok(null);
    const { release } = this.#phase;
    await this.#enter(givenUp(this.#phase));
    const { settings } = await this.#memory.read();
    const incoming = await this.#begin(release.file);
    if (!incoming.ok) return incoming;
    await this.#enter({ is: 'receiving', release, incoming: incoming.value });
    try {
      const path = await fetchInstaller(settings.address, release.file, incoming.value, job);
      if (!path.ok) return path;
      await this.#enter({ is: 'ready', release, path: path.value });
      return ok(null);
    } finally {
      await this.#enter(givenUp(this.#phase));
    }
  }

  async #beginFile(bytes: Uint8Array): State {
    const { settings, newestSeen } = await this.#memory.read();
    const key = publisherKey(settings.publicKey);
    if (key === null) return err('update.not-configured');
    await this.#enter(IDLE);
    const accepted = await this.#accept(verifyRelease(bytes, key, this.#options.here, newestSeen));
    if (this.#phase.is !== 'offered') return accepted;
    const { release } = this.#phase;
    const incoming = await this.#begin(release.file);
    if (!incoming.ok) return incoming;
    await this.#enter({ is: 'receiving', release, incoming: incoming.value });
    return accepted;
  }

  async #addPart(offset: number, part: Uint8Array): State {
    if (this.#phase.is !== 'receiving') return err('update.not-ready');
    const { incoming, release } = this.#phase;
    const taken = await incoming.receive(offset, part);
    if (!taken.ok) {
      await this.#enter(givenUp(this.#phase));
      return taken;
    }
    if (taken.value.received < release.file.bytes) return this.#state();
    const path = await incoming.finish();
    await this.#enter(path.ok ? { is: 'ready', release, path: path.value } : { is: 'offered', release });
    return path.ok ? this.#state() : path;
  }

  async #open(): Done {
    const { folder, openInstaller } = this.#options;
    if (this.#phase.is !== 'ready' || openInstaller === undefined) return err('update.not-ready');
    const { release } = this.#phase;
    const path = await findInstaller(folder, release.file);
    if (path === null) {
      await this.#enter({ is: 'offered', release });
      return err('update.wrong-hash');
    }
    return (await openInstaller(path)) ? ok(null) : err('update.open-failed');
  }
}

function isDue({ settings, checkedAt }: UpdateMemory, now: number): boolean {
  if (!settings.daily || settings.address === '') return false;
  const since = checkedAt === null ? Infinity : now - Date.parse(checkedAt);
  // A clock that was set back would otherwise keep the program from asking for years.
  return since >= DAY_MS || since < 0;
}
