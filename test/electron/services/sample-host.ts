import type { Host } from '#electron/services/host/host.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { InspectionId } from '#shared/ids.ts';
import { fold } from '#shared/log/fold.ts';
import type { Result } from '#shared/result.ts';
import { directApi } from '#test/fakes/direct-api.ts';

// What tests do with a host on a true folder: the sample, a note, a photo.

export const apiOf = (host: Host): HostApi => directApi(host.call, (listener) => host.on(listener));

/** The value of what must not fail. */
export function valueOf<T>(result: Result<T, ErrorCode>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

export const openSample = async (host: Host): Promise<InspectionId> =>
  valueOf(await apiOf(host).call('inspection:open-sample', {})).id;

/** Writes the note of indicator 1. */
export const save = (host: Host, inspection: InspectionId, text: string) =>
  apiOf(host).call('inspection:append-events', {
    inspection,
    drafts: [{ type: 'note.set', payload: { indicator: 1, text } }],
  });

export const eventsOf = async (host: Host, inspection: InspectionId) =>
  valueOf(await apiOf(host).call('inspection:read-events', { inspection, seen: {} })).events;

export const stateOf = async (host: Host, inspection: InspectionId) => fold(await eventsOf(host, inspection));

/** Adds a photo whose bytes are its own. */
export const addPhoto = (host: Host, text: string) =>
  apiOf(host).upload('evidence:store', { name: 'a.jpg' }, Buffer.from(`\xff\xd8\xff\xe0${text}`, 'latin1'));
