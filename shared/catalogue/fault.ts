import { err, type Failure } from '../result.ts';

/** What can be wrong with a catalogue that has the right shape; `detail.path` says where in the file. */
export type CatalogueFault = Failure<'catalogue.shape' | 'catalogue.reference' | 'catalogue.duplicate'>;

/** A value that the rest of the catalogue does not allow. */
export function shapeFault(path: string, reason: string): CatalogueFault {
  return err('catalogue.shape', { path, reason }).error;
}

/** A name that resolves to nothing, or to a field of another kind than its use needs. */
export function referenceFault(path: string, ref: string): CatalogueFault {
  return err('catalogue.reference', { path, ref }).error;
}

/** A number, id or name given twice where it must be unique. */
export function duplicateFault(path: string, id: string | number): CatalogueFault {
  return err('catalogue.duplicate', { path, id }).error;
}
