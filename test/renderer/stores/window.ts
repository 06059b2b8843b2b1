import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { LocalDatabase } from '#renderer/db/database.ts';
import { createStores } from '#renderer/stores/create-stores.ts';
import type { Claim } from '#renderer/stores/outbox-claim.ts';
import type { SessionState } from '#renderer/stores/session-types.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { Draft } from '#shared/log/events.ts';
import { registerKey } from '#shared/log/register.ts';
import { createMemoryHost, type MemoryHost } from '#test/fakes/memory-host.ts';

/** The browser's storage, which outlives a window. */
export interface Disk {
  readonly factory: IDBFactory;
  readonly claim: Claim;
}
/** Names of windows have no owners here, as if every other window were gone, unless a test says otherwise. */
export const newDisk = (claim: Claim = ownedByNobody): Disk => ({ factory: new IDBFactory(), claim });

const ownedByNobody: Claim = (_name, whenOurs) => {
  whenOurs();
  return () => undefined;
};

let windows = 0;

/** A window over a host: the product's own stores; a reload is another one over the same disk. */
export function openWindow(host: HostApi, disk: Disk) {
  const db = new LocalDatabase('workbench', { indexedDB: disk.factory, IDBKeyRange });
  let time = Date.UTC(2024, 7, 14, 1, 0, 0);
  let ids = 0;
  const mine = (windows += 1);
  const { services, stores } = createStores({
    host,
    db,
    now: () => (time += 1000),
    newId: () => `id-${mine}-${(ids += 1)}`,
    claim: disk.claim,
    fileUrl: (sha256, name) => `/files/${sha256}/${name}`,
  });
  return { db, services, stores, session: () => stores.session.getState() };
}

/** A host that holds the sample inspection. */
export async function hostWithSample(): Promise<{ readonly host: MemoryHost; readonly id: InspectionId }> {
  const host = createMemoryHost();
  const opened = await host.call('inspection:open-sample', {});
  if (!opened.ok) throw new Error(opened.error.code);
  return { host, id: opened.value.id };
}

/** A host that holds an inspection without a single answer. */
export async function hostWithBlank(): Promise<{ readonly host: MemoryHost; readonly id: InspectionId }> {
  const host = createMemoryHost();
  const catalogues = await host.call('catalogue:list', {});
  const catalogue = catalogues.ok ? catalogues.value[0] : undefined;
  if (catalogue === undefined) throw new Error('no catalogue');
  const profile = {
    community: '甲乙社区',
    applicant: '街道办事处',
    authority: '区大数据中心',
    basis: '山东省智慧社区建设指标',
    period: { from: '2024-08-01', to: '2024-08-05' },
  };
  const created = await host.call('inspection:create', { catalogue: catalogue.sha256, profile, estates: [] });
  if (!created.ok) throw new Error(created.error.code);
  return { host, id: created.value.id };
}

export const answer = (clause: string, field: string, value: number | boolean | string | null): Draft => ({
  type: 'answer.set',
  payload: { clause, estate: null, field, option: null, value },
});

/** The place of such an answer, as a name. */
export const keyOf = (clause: string, field: string): string =>
  registerKey({ of: 'answer', clause, estate: null, field, option: null });

export const answerOf = (session: SessionState, clause: string, field: string): unknown =>
  session.inspection?.facts.answers[clause]?.[field];

/** Everything the journal holds of an inspection. */
export async function journalOf(host: HostApi, inspection: InspectionId) {
  const read = await host.call('inspection:read-events', { inspection, seen: {} });
  if (!read.ok) throw new Error(read.error.code);
  return read.value.events;
}

/** A host whose appends wait until they are let through. */
export function holdAppends(host: HostApi): { readonly host: HostApi; readonly letThrough: () => void } {
  let release: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const held: HostApi = {
    ...host,
    call: async (name, input) => {
      if (name === 'inspection:append-events') await gate;
      return host.call(name, input);
    },
  };
  return { host: held, letThrough: release };
}
