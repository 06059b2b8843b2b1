import * as v from 'valibot';
import { Sha256 } from '../ids.ts';
import { CERTIFICATE_WARNINGS } from '../publication/signature-report.ts';

export const SignatureInfo = v.object({
  role: v.string(),
  name: v.string(),
  at: v.string(),
  /** Whom the certificate names; notices of earlier programs lack it and the warnings. */
  holder: v.optional(v.string()),
  issuer: v.string(),
  test: v.boolean(),
  warnings: v.optional(v.array(v.picklist(CERTIFICATE_WARNINGS))),
  valid: v.boolean(),
  coversWholeFile: v.boolean(),
});

/** A produced notice: fetched from `/files/<sha256>/<name>` of the same origin. */
export const NoticeFile = v.object({
  sha256: Sha256,
  name: v.string(),
  size: v.number(),
  pages: v.nullable(v.number()),
});
export type NoticeFile = v.InferOutput<typeof NoticeFile>;
export const Notice = v.object({
  pdf: NoticeFile,
  xlsx: NoticeFile,
  signatures: v.array(SignatureInfo),
  /** False for a preview of facts that are not finalised. */
  final: v.boolean(),
});
export type Notice = v.InferOutput<typeof Notice>;

export const CertificateInfo = v.object({
  name: v.string(),
  issuer: v.string(),
  notBefore: v.string(),
  notAfter: v.string(),
  algorithm: v.string(),
  test: v.boolean(),
  /** The parts below were not kept of certificates that earlier programs remembered. */
  organisation: v.optional(v.string()),
  serial: v.optional(v.string()),
  /** SHA-256 fingerprint, by which one certificate of several is chosen. */
  fingerprint: v.optional(Sha256),
  warnings: v.optional(v.array(v.picklist(CERTIFICATE_WARNINGS))),
});
export type CertificateInfo = v.InferOutput<typeof CertificateInfo>;

/** The certificates of a file that can sign, the one that holds longest first; at least one. */
export const CertificateChoice = v.object({ certificates: v.pipe(v.array(CertificateInfo), v.minLength(1)) });
export type CertificateChoice = v.InferOutput<typeof CertificateChoice>;
