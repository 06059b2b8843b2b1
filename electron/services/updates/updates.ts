import type { JobContext } from '#electron/services/jobs/jobs.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { UpdateSettings, UpdateState } from '#shared/host/update-records.ts';
import { err } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { createSerial } from '#shared/serial.ts';
import type { UpdateMemory } from './update-store.ts';
import {
  addPart,
  beginFile,
  check,
  configure,
  download,
  dropIncoming,
  known,
  openReady,
  type Run,
  stateOf,
  type UpdateOptions,
} from './update-steps.ts';
import { attempt } from '#electron/services/disk/attempt.ts';

const DAY_MS = 86_400_000;

type State = Promise<Result<UpdateState, ErrorCode>>;

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
  download(job: JobContext): Promise<Result<null, ErrorCode>>;
  /** The same from a USB stick: first its release file, then the installer in parts. */
  beginFile(release: Uint8Array): State;
  /** The next part; the last one completes the installer. A part out of turn ends the attempt (`update.wrong-size`). */
  addPart(offset: number, part: Uint8Array): State;
  /** Hands the installer to the system, after looking at every byte of it again. */
  open(): Promise<Result<null, ErrorCode>>;
  /** Gives up an installer that has only half arrived. */
  close(): Promise<void>;
}

/** The updates of one data folder. */
export function createUpdates(options: UpdateOptions): Updates {
  const serial = createSerial();
  const run: Run = { memory: null, release: null, path: null, incoming: null };
  let downloading = false;
  const inTurn = async <T>(task: () => Promise<Result<T, ErrorCode>>): Promise<Result<T, ErrorCode>> =>
    downloading ? err('update.busy') : serial.run('updates', () => attempt('update.write-failed', task));
  return {
    state: () => attempt('update.write-failed', async () => stateOf(await known(run, options), run, options)),
    configure: (settings) => inTurn(() => configure(settings, run, options)),
    check: () => inTurn(() => check(run, options)),
    checkIfDue: async () =>
      isDue(await known(run, options), options.now()) ? inTurn(() => check(run, options)) : null,
    download: (job) => {
      const fetched = inTurn(() => download(run, options, job));
      downloading = true;
      return fetched.finally(() => (downloading = false));
    },
    beginFile: (release) => inTurn(() => beginFile(release, run, options)),
    addPart: (offset, part) => inTurn(() => addPart(offset, part, run, options)),
    open: () => inTurn(() => openReady(run, options)),
    close: () => serial.run('updates', () => dropIncoming(run)),
  };
}

function isDue({ settings, checkedAt }: UpdateMemory, now: number): boolean {
  if (!settings.daily || settings.address === '') return false;
  const since = checkedAt === null ? Infinity : now - Date.parse(checkedAt);
  // A clock that was set back would otherwise keep the program from asking for years.
  return since >= DAY_MS || since < 0;
}
