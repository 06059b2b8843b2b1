import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorCode } from '#shared/errors.ts';
import { recordedName } from '#shared/facts/file-name.ts';
import type { Evidence } from '#shared/facts/schema.ts';
import type { StoredFile } from '#shared/host/records.ts';
import type { InspectionId, Sha256 } from '#shared/ids.ts';
import type { Draft } from '#shared/log/events.ts';
import type { Failure } from '#shared/result.ts';
import { createPictures, type Pictures } from './pictures.ts';
import type { WindowMeans } from './services.ts';
import type { SessionState } from './session-types.ts';
import { readBytes } from '../host/read-bytes.ts';

/** A file on its way to the host's disk. */
export interface Upload {
  readonly id: string;
  /** What was picked, dropped or pasted together. */
  readonly batch: string;
  readonly inspection: InspectionId;
  readonly clause: string;
  readonly file: File;
  readonly state:
    { readonly is: 'waiting' | 'storing' } | { readonly is: 'failed'; readonly failure: Failure<ErrorCode> };
}

/** Files that came together, while any of them is not on the host's disk. */
export interface Batch {
  readonly id: string;
  readonly inspection: InspectionId;
  readonly clause: string;
  /** How many came, without those that were called off or given up. */
  readonly total: number;
}

/** What a file is, it stays: refused for that, it would be refused again. */
const FOR_GOOD: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'app.bad-request',
  'app.too-large',
  'evidence.empty',
  'evidence.unsupported',
]);

/** Whether another try may help a file that did not get in. */
export const mayRetry = ({ code }: Failure<ErrorCode>): boolean => !FOR_GOOD.has(code);

export interface EvidenceState {
  readonly uploads: readonly Upload[];
  readonly batches: readonly Batch[];
  /** Stores the originals one after the other and records each after its acknowledgement. */
  readonly add: (clause: string, files: readonly File[]) => Promise<void>;
  /** Tries again those of a batch that another try may help. */
  readonly retry: (batch: string) => Promise<void>;
  /** Takes none of a batch that has not begun; what is stored stays, and what is being stored is finished. */
  readonly cancel: (batch: string) => void;
  /** Gives up those of a batch that did not get in. */
  readonly dismiss: (batch: string) => void;
  /** Waits until nothing is under way any more; answers how many files did not get to the host's disk. */
  readonly settled: () => Promise<number>;
  /** A small picture of an original, made once; null where none could be made, which is tried again when asked again. */
  readonly thumbnail: (sha256: Sha256, name: string, mime: string) => Promise<Blob | null>;
}

/** Evidence on its way in, and small pictures of what is there. */
export function createEvidence(services: WindowMeans, session: StoreApi<SessionState>): StoreApi<EvidenceState> {
  const pictures = createPictures(services);
  return createStore<EvidenceState>()((set, get) => {
    const list = uploadList(get, set);
    const { keep, giveUp, patch } = list;
    const queue = uploadQueue(services, session, pictures, list);
    return {
      uploads: [],
      batches: [],
      add: async (clause, files) => {
        const inspection = session.getState().inspection?.id;
        if (inspection === undefined) return;
        const batch = services.newId();
        const state = { is: 'waiting' } as const;
        const fresh = files.map((file): Upload => ({ id: services.newId(), batch, inspection, clause, file, state }));
        keep([...get().uploads, ...fresh], [...get().batches, { id: batch, inspection, clause, total: files.length }]);
        await Promise.all(fresh.map((upload) => queue.add(upload.id)));
      },
      retry: async (batch) => {
        const again = get().uploads.filter((upload) => upload.batch === batch && isWorthATry(upload));
        for (const { id } of again) patch(id, { is: 'waiting' });
        await Promise.all(again.map(({ id }) => queue.add(id)));
      },
      cancel: (batch) => giveUp(batch, 'waiting'),
      settled: async () => {
        await queue.idle();
        return get().uploads.length;
      },
      dismiss: (batch) => giveUp(batch, 'failed'),
      thumbnail: pictures.of,
    };
  });
}

const isWorthATry = ({ state }: Upload): boolean => state.is === 'failed' && mayRetry(state.failure);

type Files = Pick<EvidenceState, 'uploads' | 'batches'>;
type UploadList = ReturnType<typeof uploadList>;

/** What is on its way, and what came together; a batch goes with its last file. */
function uploadList(get: () => Files, set: (files: Partial<Files>) => void) {
  const keep = (uploads: readonly Upload[], batches = get().batches): void =>
    set({ uploads, batches: batches.filter(({ id }) => uploads.some(({ batch }) => batch === id)) });
  return {
    keep,
    find: (id: string) => get().uploads.find((upload) => upload.id === id),
    patch: (id: string, state: Upload['state']): void =>
      set({ uploads: get().uploads.map((upload) => (upload.id === id ? { ...upload, state } : upload)) }),
    drop: (id: string): void => keep(get().uploads.filter((upload) => upload.id !== id)),
    giveUp: (batch: string, is: Upload['state']['is']): void => {
      const left = get().uploads.filter((upload) => upload.batch !== batch || upload.state.is !== is);
      const gone = get().uploads.length - left.length;
      keep(
        left,
        get().batches.map((one) => (one.id === batch ? { ...one, total: one.total - gone } : one)),
      );
    },
  };
}

/** One upload after the other, so that a heap of photos does not fill the memory. */
function uploadQueue(services: WindowMeans, session: StoreApi<SessionState>, pictures: Pictures, list: UploadList) {
  let turn: Promise<void> = Promise.resolve();
  const run = async (id: string): Promise<void> => {
    const upload = list.find(id);
    if (upload === undefined) return;
    list.patch(id, { is: 'storing' });
    const failure = await storeOne(services, session, pictures, upload);
    if (failure === null) list.drop(id);
    else list.patch(id, { is: 'failed', failure });
  };
  return {
    add: (id: string): Promise<void> => {
      turn = turn.then(() => run(id));
      return turn;
    },
    /** Waits for what is added meanwhile, too. */
    idle: async (): Promise<void> => {
      for (let seen: Promise<void> | null = null; seen !== turn;) {
        seen = turn;
        await seen;
      }
    },
  };
}

async function storeOne(
  services: WindowMeans,
  session: StoreApi<SessionState>,
  pictures: Pictures,
  { file, clause, id, inspection }: Upload,
): Promise<Failure<ErrorCode> | null> {
  const bytes = await readBytes(file);
  if (bytes === null) return { code: 'evidence.write-failed', detail: { reason: file.name } };
  const stored = await services.host.upload('evidence:store', { name: recordedName(file.name, file.type) }, bytes);
  if (!stored.ok) return stored.error;
  // Its small picture is drawn meanwhile, and waited for at the end, so that a heap of photos does not fill the memory.
  const drawn = pictures.draw(stored.value.sha256, file, stored.value.mime);
  // A name that the log does not take must not leave an original on the disk that nothing names.
  const name = recordedName(file.name, stored.value.mime);
  const evidence = evidenceOf(stored.value, { id, clause, name, addedAt: services.now() });
  const draft: Draft = { type: 'evidence.added', payload: { evidence } };
  if (session.getState().inspection?.id === inspection) {
    await session.getState().record([draft]);
    await drawn;
    return null;
  }
  // Another inspection was opened while files were waiting: they still belong to the one they were dropped on.
  const appended = await services.host.call('inspection:append-events', { inspection, drafts: [draft] });
  return appended.ok ? null : appended.error;
}

function evidenceOf(
  stored: StoredFile,
  added: { readonly id: string; readonly clause: string; readonly name: string; readonly addedAt: number },
): Evidence {
  const { sha256, mime, size, takenAt, gps, incomplete } = stored;
  return {
    id: added.id,
    clause: added.clause,
    sha256,
    name: added.name,
    mime,
    size,
    addedAt: new Date(added.addedAt).toISOString(),
    ...(incomplete ? { incomplete } : {}),
    ...(takenAt === null ? {} : { takenAt }),
    ...(gps === null ? {} : { gps }),
  };
}
