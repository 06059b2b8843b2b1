import * as v from 'valibot';
import { DeviceId, InspectionId, Sha256 } from '../ids.ts';

/** Largest original, in bytes: a 100-megapixel JPEG fits. */
export const MAX_ORIGINAL_BYTES = 64 * 1024 * 1024;

/** The stream of a device: what it wrote about an inspection. */
export interface StreamHolding {
  readonly is: 'stream';
  readonly inspection: InspectionId;
  readonly device: DeviceId;
}

/** What is named by a hash and holds exactly what hashes to it. */
export type FileHolding =
  | { readonly is: 'original' | 'catalogue'; readonly sha256: Sha256 }
  | {
      readonly is: 'notice';
      readonly inspection: InspectionId;
      readonly sha256: Sha256;
      readonly ending: 'pdf' | 'xlsx';
    };

/** One of the four kinds of thing that a data folder holds and that is carried from one place to another. */
export type Holding = StreamHolding | FileHolding;

/** Where a holding lies in a data folder and in a package. */
export function pathOf(holding: Holding): string {
  switch (holding.is) {
    case 'stream':
      return `inspections/${holding.inspection}/${holding.device}.jsonl`;
    case 'original':
      return `photos/${holding.sha256.slice(0, 2)}/${holding.sha256}`;
    case 'catalogue':
      return `catalogues/${holding.sha256}.json`;
    case 'notice':
      return `notices/${holding.inspection}/${holding.sha256}.${holding.ending}`;
  }
}

/** The holding that lies at a path; null for every path that `pathOf` does not make. */
export function holdingAt(path: string): Holding | null {
  const holding = read(path);
  // Written again it must be the same text: nothing is read into a path that it does not say.
  return holding !== null && pathOf(holding) === path ? holding : null;
}

function read(path: string): Holding | null {
  const [folder = '', ...names] = path.split('/');
  const [first = '', second = ''] = names;
  const [stem = '', ending = ''] = (names.at(-1) ?? '').split('.');
  switch (folder) {
    case 'inspections': {
      const [inspection, device] = [v.safeParse(InspectionId, first), v.safeParse(DeviceId, stem)];
      if (!inspection.success || !device.success) return null;
      return { is: 'stream', inspection: inspection.output, device: device.output };
    }
    case 'photos':
      return hashed('original', second);
    case 'catalogues':
      return hashed('catalogue', stem);
    case 'notices': {
      const [inspection, sha256] = [v.safeParse(InspectionId, first), v.safeParse(Sha256, stem)];
      if (!inspection.success || !sha256.success || (ending !== 'pdf' && ending !== 'xlsx')) return null;
      return { is: 'notice', inspection: inspection.output, sha256: sha256.output, ending };
    }
    default:
      return null;
  }
}

function hashed(is: 'original' | 'catalogue', text: string): Holding | null {
  const sha256 = v.safeParse(Sha256, text);
  return sha256.success ? { is, sha256: sha256.output } : null;
}
