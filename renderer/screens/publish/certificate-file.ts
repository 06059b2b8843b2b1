import type { CertificateInfo } from '#shared/host/notice-records.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { Failure } from '#shared/result.ts';

/** A chosen .p12 in this window's memory; neither it nor its password is stored anywhere. */
export interface CertificateFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** From choosing a file to the job that signs with it. */
export interface SigningState {
  readonly file: CertificateFile | null;
  readonly password: string;
  /** Those of the file that can sign, once the host has opened it with this password; else none. */
  readonly certificates: readonly CertificateInfo[];
  /** The one to sign with: the only one, or the one chosen. */
  readonly certificate: CertificateInfo | null;
  /** A test certificate just made: its password is shown this once. */
  readonly made: { readonly fileName: string; readonly password: string } | null;
  readonly busy: 'inspecting' | 'making' | null;
  readonly failure: Failure<ErrorCode> | null;
}

export type SigningEvent =
  | { readonly is: 'chosen'; readonly file: CertificateFile }
  | { readonly is: 'password'; readonly password: string }
  | { readonly is: 'busy'; readonly with: 'inspecting' | 'making' }
  | { readonly is: 'inspected'; readonly certificates: readonly CertificateInfo[] }
  | { readonly is: 'certificate'; readonly certificate: CertificateInfo }
  | { readonly is: 'made'; readonly file: CertificateFile; readonly password: string }
  | { readonly is: 'failed'; readonly failure: Failure<ErrorCode> };

export const NO_CERTIFICATE: SigningState = {
  file: null,
  password: '',
  certificates: [],
  certificate: null,
  made: null,
  busy: null,
  failure: null,
};

/** Where several suit, nobody but the user knows which: none is taken for them. */
const onlyOne = (certificates: readonly CertificateInfo[]): CertificateInfo | null =>
  certificates.length === 1 ? (certificates[0] ?? null) : null;

/** Another file or another password makes what was known of the certificate worthless. */
export function reduceSigning(state: SigningState, event: SigningEvent): SigningState {
  switch (event.is) {
    case 'chosen':
      return { ...NO_CERTIFICATE, file: event.file };
    case 'password':
      return { ...state, password: event.password, certificates: [], certificate: null, failure: null };
    case 'busy':
      return { ...state, busy: event.with, failure: null };
    case 'inspected':
      return { ...state, busy: null, certificates: event.certificates, certificate: onlyOne(event.certificates) };
    case 'certificate':
      return { ...state, certificate: event.certificate };
    case 'made': {
      const { file, password } = event;
      return { ...NO_CERTIFICATE, file, password, made: { fileName: file.name, password }, busy: 'inspecting' };
    }
    case 'failed':
      return { ...state, busy: null, failure: event.failure };
  }
}
