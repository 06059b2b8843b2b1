import type { UpdateState } from '#shared/host/update-records.ts';
import { updateAddress } from '#shared/updates/address.ts';
import type { Incoming } from './incoming.ts';
import { keyFingerprint } from './publisher-key.ts';
import type { UpdateMemory } from './update-store.ts';
import type { Release } from './verify-release.ts';

/** How far it has come with a newer program, since the start of this one. */
export type Phase =
  | { readonly is: 'idle' }
  | { readonly is: 'offered'; readonly release: Release }
  | { readonly is: 'receiving'; readonly release: Release; readonly incoming: Incoming }
  | { readonly is: 'ready'; readonly release: Release; readonly path: string };

export const IDLE: Phase = { is: 'idle' };

/** What is left of a phase when what has half arrived is given up. */
export const givenUp = (phase: Phase): Phase =>
  phase.is === 'receiving' ? { is: 'offered', release: phase.release } : phase;

/** What is told of all this. */
export function stateOf(phase: Phase, { settings, checkedAt }: UpdateMemory, canOpen: boolean): UpdateState {
  const parsed = updateAddress(settings.address);
  return {
    settings,
    fingerprint: keyFingerprint(settings.publicKey),
    open: parsed.ok && parsed.value.open,
    checkedAt,
    offer: phase.is === 'idle' ? null : offerOf(phase.release),
    ready: phase.is === 'ready' ? { path: phase.path, canOpen } : null,
  };
}

function offerOf({ manifest: { version, date, notes }, file: { name, bytes } }: Release) {
  return { version, date, notes, name, bytes };
}
