import type { Services } from '#shared/host/dispatch.ts';
import type { Settings } from '#shared/host/records.ts';
import { err, ok } from '#shared/result.ts';
import { backupServices } from './backup-services.ts';
import type { HostParts } from './host-parts.ts';
import { noticeServices } from './notice-services.ts';
import { listWithImports, packageServices } from './package-services.ts';
import { programServices } from './program-services.ts';
import { updateServices } from './update-services.ts';

type Only<Prefix extends string> = Pick<Services, Extract<keyof Services, `${Prefix}:${string}`>>;

/** The handlers of all calls. */
export function createServices(parts: HostParts): Services {
  return {
    'app:get-info': async () => ok({ ...parts.info(), storage: await parts.storage.info() }),
    'settings:get': () => parts.settings.get(),
    'settings:set': (settings) => setSettings(parts, settings),
    ...catalogueServices(parts),
    ...inspectionServices(parts),
    'evidence:store': ({ name }, bytes) => parts.evidence.store(bytes, name),
    ...noticeServices(parts),
    ...backupServices(parts),
    ...packageServices(parts),
    ...programServices(parts),
    ...updateServices(parts),
    'recent:list': async () => ok(await parts.recent.list()),
    'recent:note': async (opened) => ok(await parts.recent.note(opened)),
    'recent:clear': async () => ok(await parts.recent.clear()),
    'shell:report-state': async (state) => {
      parts.onWindowState(state);
      return ok({});
    },
    'job:cancel': async ({ job }) => {
      parts.jobs.cancel(job);
      return ok({});
    },
    'job:get': async ({ job }) => parts.jobs.get(job),
  };
}

/** A folder for backups is checked wherever it comes from. */
async function setSettings({ settings, backup }: HostParts, next: Settings) {
  const { backupFolder } = next;
  const former = await settings.get();
  const isNew = backupFolder !== undefined && !(former.ok && former.value.backupFolder === backupFolder);
  const admitted = isNew ? await backup.admit(backupFolder) : ok(null);
  return admitted.ok ? settings.set(next) : admitted;
}

function catalogueServices({ catalogues }: HostParts): Only<'catalogue'> {
  return {
    'catalogue:list': () => catalogues.list(),
    'catalogue:read': async ({ sha256 }) => {
      const found = await catalogues.read(sha256);
      return found.ok ? ok({ json: found.value.json }) : found;
    },
    'catalogue:import': async (_input, bytes) => {
      const json = decodeUtf8(bytes);
      return json === null ? err('catalogue.not-json', { reason: 'UTF-8' }) : catalogues.import(json);
    },
  };
}

function inspectionServices(parts: HostParts): Only<'inspection'> {
  const { inspections } = parts;
  return {
    'inspection:list': () => listWithImports(parts),
    'inspection:create': ({ catalogue, profile, estates }) => inspections.create(catalogue, profile, estates),
    'inspection:open-sample': () => openSample(parts),
    'inspection:read-events': ({ inspection, seen }) => inspections.readEvents(inspection, seen),
    'inspection:append-events': ({ inspection, drafts, seen, window }) =>
      inspections.append(inspection, drafts, { seen, window }),
  };
}

async function openSample({ sample, catalogues, inspections }: HostParts) {
  const facts = await sample();
  if (!facts.ok) return facts;
  const known = await catalogues.list();
  if (!known.ok) return known;
  const { id, version } = facts.value.catalogue;
  const catalogue = known.value.find((info) => info.builtIn && info.id === id && info.version === version);
  if (catalogue === undefined) return err('catalogue.not-found', { id: `${id} ${version}` });
  return inspections.createFromFacts(facts.value, catalogue.sha256, true);
}

/** The text of UTF-8 bytes, a byte order mark dropped; null where they are not UTF-8. */
function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
