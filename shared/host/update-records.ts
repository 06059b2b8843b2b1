import * as v from 'valibot';

/** Who may tell this program of newer ones. Empty: nobody. */
export const UpdateSettings = v.strictObject({
  /** Whether to ask at the start, once a day at most. Off unless switched on. */
  daily: v.boolean(),
  /** The folder of releases on the intranet; empty: only by file. */
  address: v.pipe(v.string(), v.trim(), v.maxLength(300)),
  /** The publisher's Ed25519 key, 32 bytes as base64; empty: nothing is accepted. */
  publicKey: v.pipe(v.string(), v.trim(), v.maxLength(60)),
});
export type UpdateSettings = v.InferOutput<typeof UpdateSettings>;

/** A newer program that its publisher vouches for. */
export const UpdateOffer = v.object({
  version: v.string(),
  date: v.string(),
  notes: v.string(),
  name: v.string(),
  bytes: v.number(),
});
export type UpdateOffer = v.InferOutput<typeof UpdateOffer>;

export const UpdateState = v.object({
  settings: UpdateSettings,
  /** Of the publisher's key, to be compared with what the publisher made known; null: no key. */
  fingerprint: v.nullable(v.string()),
  /** Whether the address is http: others in the network can see and hold back what is fetched, but not forge it. */
  open: v.boolean(),
  /** When the server was last asked. */
  checkedAt: v.nullable(v.string()),
  offer: v.nullable(UpdateOffer),
  /** The checked installer of the offer on this computer. */
  ready: v.nullable(v.object({ path: v.string(), canOpen: v.boolean() })),
});
export type UpdateState = v.InferOutput<typeof UpdateState>;
