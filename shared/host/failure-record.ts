import * as v from 'valibot';
import { ERROR_CODES } from '../errors.ts';

/** A coded failure as it travels: what `Failure` is in our own hands. */
export const FailureRecord = v.object({
  code: v.picklist(ERROR_CODES),
  detail: v.exactOptional(v.record(v.string(), v.union([v.string(), v.number()]))),
});
export type FailureRecord = v.InferOutput<typeof FailureRecord>;
