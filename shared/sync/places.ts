import * as v from 'valibot';
import { InspectionId } from '../ids.ts';
import { err, ok } from '../result.ts';
import type { Result } from '../result.ts';
import { updateAddress } from '../updates/address.ts';

/** Names a place that laptops share: made with it and kept in it, whatever drive or address it is reached by. */
export const PlaceId = v.pipe(v.string(), v.regex(/^p[0-9a-f]{15}$/), v.brand('PlaceId'));
export type PlaceId = v.InferOutput<typeof PlaceId>;

/** What a place is called here. */
export const PlaceName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40));

/** A folder as it is chosen: on a stick, a network drive, a synchronised disk. */
export const SharedFolder = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(400));

/** Most inspections that a laptop shares through one place. */
export const MAX_SHARED = 2000;

/** How a place is used from here. */
export const PlaceUse = v.object({
  name: PlaceName,
  /** Synchronise by itself whenever it can be reached; else only when asked to. */
  auto: v.boolean(),
  /** Send and fetch originals, which are most of the bytes; else records, catalogues and notices alone. */
  originals: v.boolean(),
});
export type PlaceUse = v.InferOutput<typeof PlaceUse>;

/** A CouchDB server as it is reached, and as whom; what proves that is kept with the secrets. */
export const ServerAddress = v.object({
  /** http or https, in the form of `serverAddress`. */
  address: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(300)),
  /** The database of the records; the files lie in the one beside it. */
  database: v.pipe(
    v.string(),
    v.trim(),
    v.regex(/^[a-z][a-z0-9_$()+-]{0,200}$/, '应以小写字母开头，只含小写字母、数字和 _ $ ( ) + -'),
  ),
  login: v.variant('by', [
    v.object({ by: v.literal('password'), user: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)) }),
    v.object({ by: v.literal('token') }),
  ]),
  /** Certificates of the office's own authority, as PEM; null: those that the system trusts. */
  ca: v.nullable(v.pipe(v.string(), v.maxLength(100_000))),
});
export type ServerAddress = v.InferOutput<typeof ServerAddress>;

const Shared = {
  id: PlaceId,
  ...PlaceUse.entries,
  /** The inspections that somebody here said yes to. */
  inspections: v.pipe(v.array(InspectionId), v.maxLength(MAX_SHARED)),
};

/** A place that this laptop shares inspections through. */
export const Place = v.variant('kind', [
  v.object({ kind: v.literal('folder'), ...Shared, folder: SharedFolder }),
  v.object({ kind: v.literal('server'), ...Shared, server: ServerAddress }),
]);
export type Place = v.InferOutput<typeof Place>;
export type FolderAsPlace = Extract<Place, { kind: 'folder' }>;
export type ServerAsPlace = Extract<Place, { kind: 'server' }>;

/**
 * The address of a server as typed, in one form: https anywhere, http only within a private network, where no name server
 * can lead elsewhere (`sync.address-invalid`, `sync.address-public`).
 */
export function serverAddress(text: string): Result<string, 'sync.address-invalid' | 'sync.address-public'> {
  const read = updateAddress(text);
  if (read.ok) return ok(read.value.base);
  return err(read.error.code === 'update.address-public' ? 'sync.address-public' : 'sync.address-invalid');
}
