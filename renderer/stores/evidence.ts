import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorCode } from '#shared/errors.ts';
import type { Evidence } from '#shared/facts/schema.ts';
import type { StoredFile } from '#shared/host/records.ts';
import type { InspectionId, Sha256 } from '#shared/ids.ts';
import type { Draft } from '#shared/log/event.ts';
import type { Failure } from '#shared/result.ts';
import { makeThumbnail } from '../workers/thumbnail.ts';
import type { Services } from './services.ts';
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
  /** A small picture of an original as object URL, made at most once; null where there is none to make. */
  readonly thumbnail: (sha256: Sha256, name: string, mime: string) => Promise<string | null>;
}

/** Evidence on its way in, and small pictures of what is there. */
export function createEvidence(services: Services, session: StoreApi<SessionState>): StoreApi<EvidenceState> {
  const pictures = new Map<string, Promise<string | null>>();
  return createStore<EvidenceState>()((set, get) => {
    const queue = uploadQueue(services, session, {
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
      thumbnail: (sha256, name, mime) => {
        const known = pictures.get(sha256) ?? pictureOf(services, sha256, name, mime);
        pictures.set(sha256, known);
        return known;
      },
    };
  });
}

interface UploadList {
  readonly find: (id: string) => Upload | undefined;
  readonly patch: (id: string, state: Upload['state']) => void;
  readonly drop: (id: string) => void;
}

/** One upload after the other, so that a heap of photos does not fill the memory. */
function uploadQueue(services: Services, session: StoreApi<SessionState>, list: UploadList) {
  let turn: Promise<void> = Promise.resolve();
  const run = async (id: string): Promise<void> => {
    const upload = list.find(id);
    if (upload === undefined) return;
    list.patch(id, { is: 'storing' });
    const failure = await storeOne(services, session, upload);
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
  services: Services,
  session: StoreApi<SessionState>,
  { file, clause, id, inspection }: Upload,
): Promise<Failure<ErrorCode> | null> {
  const bytes = await file.arrayBuffer().catch(() => null);
  if (bytes === null) return { code: 'evidence.write-failed', detail: { reason: file.name } };
  const stored = await services.host.upload('evidence:store', { name: file.name }, new Uint8Array(bytes));
  if (!stored.ok) return stored.error;
  const picture = await makeThumbnail(file, stored.value.mime);
  if (picture !== null) await keepPicture(services, stored.value.sha256, picture);
  const evidence = evidenceOf(stored.value, { id, clause, name: file.name, addedAt: services.now() });
  const draft: Draft = { type: 'evidence.added', payload: { evidence } };
  if (session.getState().inspection?.id === inspection) {
    await session.getState().record([draft]);
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

async function pictureOf(services: Services, sha256: Sha256, name: string, mime: string): Promise<string | null> {
  const kept = await services.db.thumbnails.get(sha256).catch(() => undefined);
  if (kept !== undefined) return URL.createObjectURL(kept.blob);
  if (!mime.startsWith('image/')) return null;
  const original = await fetch(services.fileUrl(sha256, name)).catch(() => null);
  if (original === null || !original.ok) return null;
  const picture = await makeThumbnail(await original.blob(), mime);
  if (picture === null) return null;
  await keepPicture(services, sha256, picture);
  return URL.createObjectURL(picture);
}

/** A lost thumbnail can be made again, so a full index must not stop the evidence itself. */
async function keepPicture(services: Services, sha256: Sha256, blob: Blob): Promise<void> {
  await services.db.thumbnails.put({ sha256, blob }).catch(() => undefined);
}
