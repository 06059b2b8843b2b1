import { useEffect, useState } from 'react';
import { sendPieces } from '#renderer/host/send-pieces.ts';
import type { WorkContext } from '#renderer/host/work-context.ts';
import { useJobs, useServices, useStores } from '#renderer/stores/context.ts';
import { workOf, type JobsState, type WorkId } from '#renderer/stores/jobs.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { UpdateSettings, UpdateState } from '#shared/host/update-records.ts';
import { err, ok, type Failure, type Result } from '#shared/result.ts';
import { RELEASE_FILE } from '#shared/updates/release.ts';
import { readBytes } from '#renderer/host/read-bytes.ts';

type Busy = 'saving' | 'checking' | 'downloading' | 'receiving' | 'opening';

interface Shown {
  /** Null until the host has told. */
  readonly state: UpdateState | null;
  readonly busy: Busy | null;
  /** What takes its time, begun here or elsewhere; null: nothing does. */
  readonly work: WorkId | null;
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
  work: null,
  failure: null,
  opened: false,
};

/** Newer versions, as the host knows them. Every action asks the host; nothing is fetched or opened by the window. */
export function useUpdates(): UpdateActions {
  const { host } = useServices();
  const { jobs } = useStores();
  const download = useJobs(workOf('update'))?.id ?? null;
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
    // What a download begun elsewhere has left is asked for when it ends.
  }, [host, download]);
  const run: Run = async (busy, work) => {
    change({ busy, failure: null, opened: false, work: null });
    const answer = await work((id) => change({ work: id }));
    // A refused release is no longer on offer, so what is shown comes from the host either way.
    const state = answer.ok ? answer : await host.call('update:get', {});
    const failure = answer.ok ? null : answer.error;
    change({ busy: null, work: null, failure, opened: busy === 'opening' && answer.ok });
    if (state.ok) change({ state: state.value });
  };
  return { ...shown, work: shown.work ?? download, ...actionsOf(host, jobs.getState(), run) };
}

type Work = (onWork: (work: WorkId) => void) => Sent;
type Run = (busy: Busy, work: Work) => Promise<void>;

function actionsOf(host: HostApi, jobs: Pick<JobsState, 'follow' | 'run'>, run: Run): Omit<UpdateActions, keyof Shown> {
  return {
    save: (settings) => run('saving', () => host.call('update:configure', settings)),
    check: () => run('checking', () => host.call('update:check', {})),
    download: () =>
      run('downloading', async (onWork) => {
        const { work, end } = jobs.follow(() => host.call('update:download', {}));
        onWork(work);
        const done = await end;
        return done.ok ? host.call('update:get', {}) : done;
      }),
    open: () =>
      run('opening', async () => {
        const opened = await host.call('update:open', {});
        return opened.ok ? host.call('update:get', {}) : opened;
      }),
    receive: (release, installer) =>
      run('receiving', async (onWork) => {
        const bytes = await readBytes(release);
        if (bytes === null) return unreadable(release);
        const begun = await host.upload('update:begin-file', {}, bytes);
        if (!begun.ok || begun.value.ready !== null) return begun;
        const { work, end } = jobs.run('receive', (context) => sendInstaller(host, installer, context));
        onWork(work);
        return end;
      }),
  };
}

type Sent = Promise<Result<UpdateState, ErrorCode>>;

const unreadable = ({ name }: File) => err('update.unreadable', { path: name });

async function sendInstaller(host: HostApi, file: File, context: WorkContext): Sent {
  const receiver = {
    take: (offset: number, part: Uint8Array) => host.upload('update:add-part', { offset }, part),
    cancelled: 'update.cancelled',
    unreadable: unreadable(file).error,
  } as const;
  const sent = await sendPieces(file, receiver, context);
  if (!sent.ok) return sent;
  return sent.value === null ? unreadable(file) : ok(sent.value);
}

/** Of chosen files, the release file and the one other; null where it is not exactly these two. */
export function offlineFiles(files: readonly File[]): { readonly release: File; readonly installer: File } | null {
  const release = files.find(({ name }) => name === RELEASE_FILE);
  const installer = files.find(({ name }) => name !== RELEASE_FILE);
  return release === undefined || installer === undefined || files.length !== 2 ? null : { release, installer };
}
