import type { ErrorCode } from '#shared/errors.ts';
import type { Failure } from '#shared/result.ts';

/** A file on its way to the host's disk. */
export interface Upload {
  readonly id: string;
  readonly clause: string;
  readonly name: string;
  readonly size: number;
  readonly state: 'waiting' | 'storing' | { readonly failed: Failure<ErrorCode> };
}

export interface EvidenceState {
  readonly uploads: readonly Upload[];
  /** Stores the originals one after the other and records each after its acknowledgement. */
  add(clause: string, files: readonly File[]): Promise<void>;
  retry(id: string): Promise<void>;
  dismiss(id: string): void;
  /** A small picture of an original as object URL, made at most once; null where there is none to make. */
  thumbnail(sha256: string, name: string, mime: string): Promise<string | null>;
}
