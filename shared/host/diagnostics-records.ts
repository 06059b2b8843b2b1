import * as v from 'valibot';
import { Sha256 } from '../ids.ts';

/** Kinds of files in a diagnostics archive; the wording of each is in `text/diagnostics-text.ts`. */
export const DIAGNOSTICS_KINDS = [
  'readme',
  'program',
  'system',
  'settings',
  'journal',
  'folders',
  'crashes',
  'log',
  'dump',
] as const;
export type DiagnosticsKind = (typeof DIAGNOSTICS_KINDS)[number];

/** What an archive would hold. `bytes` is before compression. */
export const DiagnosticsPreview = v.object({
  files: v.array(v.object({ kind: v.picklist(DIAGNOSTICS_KINDS), name: v.string(), bytes: v.number() })),
  /** Crash dumps on this machine: copies of memory, which go along only when the user says so. */
  dumps: v.object({ count: v.number(), bytes: v.number(), latest: v.nullable(v.string()) }),
});
export type DiagnosticsPreview = v.InferOutput<typeof DiagnosticsPreview>;

/** A finished archive: fetched from `/files/<sha256>/<name>` of the same origin until the next one is made. */
export const DiagnosticsFile = v.object({ sha256: Sha256, name: v.string(), size: v.number() });
export type DiagnosticsFile = v.InferOutput<typeof DiagnosticsFile>;
