import type { OpenInspection } from '#electron/services/inspections/inspections.ts';
import type { JobContext } from '#electron/services/jobs/jobs.ts';
import type { HostOutput } from '#shared/host/contract.ts';
import type { CertificateChoice, Notice } from '#shared/host/notice-records.ts';
import type { NoticeEdition } from '#shared/publication/notice-edition.ts';
import type { Settlement } from '#shared/publication/notice-input.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { Answer } from '#shared/result.ts';

/** What a notice is made of: the state and catalogue of one inspection, as they are on disk. */
export interface NoticeRequest extends OpenInspection {
  readonly inspection: InspectionId;
  /** The 定稿 that it may be published under; null: it is a 预览稿. */
  readonly settled: Settlement | null;
  readonly edition: NoticeEdition;
}

/** A notice to be signed with a certificate file; neither it nor its password is kept. */
export interface SigningRequest extends NoticeRequest {
  readonly role: string;
  readonly name: string;
  readonly p12: Uint8Array;
  readonly password: string;
  /** Fingerprint of the certificate to sign with, where the file holds several. */
  readonly certificate?: string | undefined;
}

/**
 * Makes notices. Files go to `<noticesFolder>/<inspection>/<sha256>.<pdf|xlsx>`, where the host serves them by hash; a
 * cancelled or failed job leaves none. The host records a signed notice in the journal; the port only makes it.
 */
export interface PublishPort {
  preview(request: NoticeRequest, job: JobContext): Answer<Notice>;
  sign(request: SigningRequest, job: JobContext): Answer<Notice>;
  /**
   * The notice signed last, without one the last preview; null when there is none. Never one whose files are no longer
   * what they were (`publication.damaged`, `publication.not-found`, `publication.unreadable`).
   */
  latest(inspection: InspectionId): Answer<Notice | null>;
  inspectCertificate(p12: Uint8Array, password: string): Answer<CertificateChoice>;
  makeTestCertificate(name: string, organisation: string): Answer<HostOutput<'certificate:make-test'>>;
}

/** What the host gives to whoever makes notices. */
export interface PublishSurroundings {
  readonly noticesFolder: string;
  /** Where earlier notices lie while nothing may be written there; null: in the same folder. */
  readonly earlierNotices: string | null;
  /** Wall milliseconds since the epoch. */
  readonly now: () => number;
}
