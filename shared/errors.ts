/**
 * The closed catalogue of failure codes, sorted by area. Screens branch on these; the wording of each is in
 * `text/error-text.ts`, which fails to compile when a code lacks its sentence.
 */
export const ERROR_CODES = [
  'app.bad-request',
  'app.internal',
  'app.unknown-call',
  'app.unauthorised',
  'app.too-large',
  'app.host-unreachable',
  'catalogue.not-json',
  'catalogue.shape',
  'catalogue.reference',
  'catalogue.duplicate',
  'catalogue.not-found',
  'facts.not-json',
  'facts.shape',
  'facts.catalogue-mismatch',
  'facts.unknown-clause',
  'facts.unknown-field',
  'facts.unknown-item',
  'facts.wrong-kind',
  'inspection.not-found',
  'inspection.finalised',
  'inspection.not-finalised',
  'inspection.not-ready',
  'journal.write-failed',
  'journal.read-failed',
  'journal.damaged',
  'journal.locked',
  'evidence.write-failed',
  'evidence.empty',
  'evidence.not-found',
  'evidence.unsupported',
  'publication.failed',
  'publication.cancelled',
  'publication.not-found',
  'publication.unprintable',
  'settings.unreadable',
  'settings.write-failed',
] as const;

/** Any failure code of the product. */
export type ErrorCode = (typeof ERROR_CODES)[number];
