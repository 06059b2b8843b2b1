import { useEffect, useState } from 'react';
import { every, followJob, type JobProgress } from '#renderer/host/follow-job.ts';
import { useServices } from '#renderer/stores/context.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { UpdateSettings, UpdateState } from '#shared/host/update-records.ts';
import { err, type Failure, type Result } from '#shared/result.ts';
import { RELEASE_FILE } from '#shared/updates/release.ts';

const PART_BYTES = 8 * 1024 * 1024;

type Busy = 'saving' | 'checking' | 'downloading' | 'receiving' | 'opening';

interface Shown {
  /** Null until the host has told. */
  readonly state: UpdateState | null;
  readonly busy: Busy | null;
  readonly progress: JobProgress | null;
  /** Ends what `progress` tells of. */
  readonly cancel: () => void;
  readonly failure: Failure<ErrorCode> | null;
  readonly opened: boolean;
}
export interface UpdateActions extends Shown {
  readonly save: (settings: UpdateSettings) => Promise<void>;
  readonly check: () => Promise<void>;
  readonly download: () => Promise<void>;
  readonly open: () => Promise<void>;
  /** Takes the release file and the installer that it speaks of. */
  readonly receive: (release: File, installer: File) => Promise<void>;
}

const NOTHING: Shown = {
  state: null,
  busy: null,
  progress: null,
  cancel: () => undefined,
  failure: null,
  opened: false,
};

/** Newer versions, as the host knows them. Every action asks the host; nothing is fetched or opened by the window. */
export function useUpdates(): UpdateActions {
  const { host } = useServices();
  const [shown, setShown] = useState(NOTHING);
  const change = (patch: Partial<Shown>) => setShown((now) => ({ ...now, ...patch }));
  useEffect(() => {
    let here = true;
    const load = () =>
      void host.call('update:get', {}).then((answer) => {
        if (here && answer.ok) setShown((now) => ({ ...now, state: answer.value }));
      });
    load();
    const stop = host.on(({ type }) => {
      if (type === 'update') load();
    });
    return () => {
      here = false;
      stop();
    };
  }, [host]);
  const run: Run = async (busy, work) => {
    change({ busy, failure: null, opened: false, progress: null });
    const answer = await work((progress, cancel) => change({ progress, cancel }));
    // A refused release is no longer on offer, so what is shown comes from the host either way.
    const state = answer.ok ? answer : await host.call('update:get', {});
    const failure = answer.ok ? null : answer.error;
    change({ busy: null, progress: null, failure, opened: busy === 'opening' && answer.ok });
    if (state.ok) change({ state: state.value });
  };
  return { ...shown, ...actionsOf(host, run) };
}

type Work = (onProgress: (progress: JobProgress, cancel: () => void) => void) => Sent;
type Run = (busy: Busy, work: Work) => Promise<void>;

function actionsOf(host: HostApi, run: Run): Omit<UpdateActions, keyof Shown> {
  return {
    save: (settings) => run('saving', () => host.call('update:configure', settings)),
    check: () => run('checking', () => host.call('update:check', {})),
    download: () =>
      run('downloading', async (onProgress) => {
        const start = () => host.call('update:download', {});
        const done = await followJob(host, every, start, (progress) =>
          onProgress(progress, () => void host.call('job:cancel', { job: progress.job })),
        );
        return done.ok ? host.call('update:get', {}) : done;
      }),
    open: () =>
      run('opening', async () => {
        const opened = await host.call('update:open', {});
        return opened.ok ? host.call('update:get', {}) : opened;
      }),
    receive: (release, installer) =>
      run('receiving', async (onProgress) => {
        const begun = await sendFile(release, release.name, (bytes) => host.upload('update:begin-file', {}, bytes));
        if (!begun.ok || begun.value.ready !== null) return begun;
        // No job of the host: what is not sent any more does not arrive.
        const sending = new AbortController();
        return sendParts(installer, (offset, bytes) => {
          if (sending.signal.aborted) return Promise.resolve(err('update.cancelled'));
          const progress = { job: '', phase: 'receive', done: offset, total: installer.size };
          onProgress(progress, () => sending.abort());
          return host.upload('update:add-part', { offset }, bytes);
        });
      }),
  };
}

type Sent = Promise<Result<UpdateState, ErrorCode>>;

async function sendFile(file: Blob, name: string, send: (bytes: Uint8Array) => Sent): Sent {
  const bytes = await file.arrayBuffer().catch(() => null);
  return bytes === null ? err('update.unreadable', { path: name }) : send(new Uint8Array(bytes));
}

async function sendParts(file: File, send: (offset: number, bytes: Uint8Array) => Sent): Sent {
  let sent: Awaited<Sent> = err('update.unreadable', { path: file.name });
  for (let offset = 0; offset < file.size; offset += PART_BYTES) {
    sent = await sendFile(file.slice(offset, offset + PART_BYTES), file.name, (bytes) => send(offset, bytes));
    if (!sent.ok) return sent;
  }
  return sent;
}

/** Of chosen files, the release file and the one other; null where it is not exactly these two. */
export function offlineFiles(files: readonly File[]): { readonly release: File; readonly installer: File } | null {
  const release = files.find(({ name }) => name === RELEASE_FILE);
  const installer = files.find(({ name }) => name !== RELEASE_FILE);
  return release === undefined || installer === undefined || files.length !== 2 ? null : { release, installer };
}
