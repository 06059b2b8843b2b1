import * as v from 'valibot';

/** SHA-256 as 64 lower-case hex digits: names originals, catalogues and published files. */
export const Sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/), v.brand('Sha256'));
export type Sha256 = v.InferOutput<typeof Sha256>;

/** An inspection's id: also a folder name, so it is limited to safe characters. */
export const InspectionId = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{7,63}$/), v.brand('InspectionId'));
export type InspectionId = v.InferOutput<typeof InspectionId>;

/** A writing device (one data folder on one laptop); a file name too, so none that Windows keeps for a device (`com1`). */
export const DeviceId = v.pipe(
  v.string(),
  v.regex(/^(?!(?:com|lpt)[0-9]$)[a-z0-9][a-z0-9-]{3,39}$/),
  v.brand('DeviceId'),
);
export type DeviceId = v.InferOutput<typeof DeviceId>;
