import type { CertificateInfo } from '#shared/host/records.ts';
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
  /** Set once the host has opened the file with this password. */
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
  | { readonly is: 'inspected'; readonly certificate: CertificateInfo }
  | { readonly is: 'made'; readonly file: CertificateFile; readonly password: string }
  | { readonly is: 'failed'; readonly failure: Failure<ErrorCode> };

export const NO_CERTIFICATE: SigningState = {
  file: null,
  password: '',
  certificate: null,
  made: null,
  busy: null,
  failure: null,
};

/** Another file or another password makes what was known of the certificate worthless. */
export function reduceSigning(state: SigningState, event: SigningEvent): SigningState {
  switch (event.is) {
    case 'chosen':
      return { ...NO_CERTIFICATE, file: event.file };
    case 'password':
      return { ...state, password: event.password, certificate: null, failure: null };
    case 'busy':
      return { ...state, busy: event.with, failure: null };
    case 'inspected':
      return { ...state, busy: null, certificate: event.certificate };
    case 'made': {
      const { file, password } = event;
      return { ...NO_CERTIFICATE, file, password, made: { fileName: file.name, password }, busy: 'inspecting' };
    }
    case 'failed':
      return { ...state, busy: null, failure: event.failure };
  }
}
