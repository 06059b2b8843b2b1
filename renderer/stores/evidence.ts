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

/** A file on its way to the host's disk. */
export interface Upload {
  readonly id: string;
  readonly inspection: InspectionId;
  readonly clause: string;
  readonly file: File;
  readonly state:
    { readonly is: 'waiting' | 'storing' } | { readonly is: 'failed'; readonly failure: Failure<ErrorCode> };
}

export interface EvidenceState {
  readonly uploads: readonly Upload[];
  /** Stores the originals one after the other and records each after its acknowledgement. */
  readonly add: (clause: string, files: readonly File[]) => Promise<void>;
  readonly retry: (id: string) => Promise<void>;
  readonly dismiss: (id: string) => void;
  /** Waits until nothing is under way any more; answers how many files did not get to the host's disk. */
  readonly settled: () => Promise<number>;
  /** A small picture of an original, made once; null where none could be made, which is tried again when asked again. */
  readonly thumbnail: (sha256: Sha256, name: string, mime: string) => Promise<Blob | null>;
}

/** Evidence on its way in, and small pictures of what is there. */
export function createEvidence(services: WindowMeans, session: StoreApi<SessionState>): StoreApi<EvidenceState> {
  const pictures = createPictures(services);
  return createStore<EvidenceState>()((set, get) => {
    const queue = uploadQueue(services, session, pictures, {
      find: (id) => get().uploads.find((upload) => upload.id === id),
      patch: (id, state) =>
        set({ uploads: get().uploads.map((upload) => (upload.id === id ? { ...upload, state } : upload)) }),
      drop: (id) => set({ uploads: get().uploads.filter((upload) => upload.id !== id) }),
    });
    return {
      uploads: [],
      add: async (clause, files) => {
        const inspection = session.getState().inspection?.id;
        if (inspection === undefined) return;
        const state = { is: 'waiting' } as const;
        const fresh = files.map((file): Upload => ({ id: services.newId(), inspection, clause, file, state }));
        set({ uploads: [...get().uploads, ...fresh] });
        await Promise.all(fresh.map((upload) => queue.add(upload.id)));
      },
      retry: queue.add,
      settled: async () => {
        await queue.idle();
        return get().uploads.length;
      },
      dismiss: (id) => set({ uploads: get().uploads.filter((upload) => upload.id !== id) }),
      thumbnail: pictures.of,
    };
  });
}

interface UploadList {
  readonly find: (id: string) => Upload | undefined;
  readonly patch: (id: string, state: Upload['state']) => void;
  readonly drop: (id: string) => void;
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
  const bytes = await file.arrayBuffer().catch(() => null);
  if (bytes === null) return { code: 'evidence.write-failed', detail: { reason: file.name } };
  const stored = await services.host.upload(
    'evidence:store',
    { name: recordedName(file.name, file.type) },
    new Uint8Array(bytes),
  );
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
