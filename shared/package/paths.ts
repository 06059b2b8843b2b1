import * as v from 'valibot';
import { DeviceId, InspectionId, Sha256 } from '../ids.ts';

export const MANIFEST_PATH = 'manifest.json';
export const SIGNATURE_PATH = 'manifest.sig';

/** What a file of a package is, as its path tells. The files named by a hash hold exactly what hashes to it. */
export type PackagePath =
  | { readonly is: 'stream'; readonly inspection: InspectionId; readonly device: DeviceId }
  | { readonly is: 'original' | 'catalogue'; readonly sha256: Sha256 }
  | {
      readonly is: 'notice';
      readonly inspection: InspectionId;
      readonly sha256: Sha256;
      readonly ending: 'pdf' | 'xlsx';
    };

export const streamPath = (inspection: InspectionId, device: DeviceId): string =>
  `inspections/${inspection}/${device}.jsonl`;
export const originalPath = (sha256: Sha256): string => `photos/${sha256.slice(0, 2)}/${sha256}`;
export const cataloguePath = (sha256: Sha256): string => `catalogues/${sha256}.json`;
export const noticePath = (inspection: InspectionId, sha256: Sha256, ending: 'pdf' | 'xlsx'): string =>
  `notices/${inspection}/${sha256}.${ending}`;

/** Reads a path back; null for every path that the four functions above do not make. */
export function readPackagePath(path: string): PackagePath | null {
  const parsed = parse(path);
  // Written again it must be the same text: nothing is read into a path that it does not say.
  return parsed !== null && textOf(parsed) === path ? parsed : null;
}

function parse(path: string): PackagePath | null {
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

function hashed(is: 'original' | 'catalogue', text: string): PackagePath | null {
  const sha256 = v.safeParse(Sha256, text);
  return sha256.success ? { is, sha256: sha256.output } : null;
}

function textOf(path: PackagePath): string {
  switch (path.is) {
    case 'stream':
      return streamPath(path.inspection, path.device);
    case 'original':
      return originalPath(path.sha256);
    case 'catalogue':
      return cataloguePath(path.sha256);
    case 'notice':
      return noticePath(path.inspection, path.sha256, path.ending);
  }
}
