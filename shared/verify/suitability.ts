import type { CertificateSummary, CertificateWarning } from '../publication/signature-report.ts';
import { err, ok, type Result } from '../result.ts';
import type { CertificateUses } from './certificate.ts';

export type UnsuitableError =
  | 'signature.algorithm-unsupported'
  | 'signature.key-too-weak'
  | 'signature.certificate-authority'
  | 'signature.certificate-extension'
  | 'signature.certificate-nameless'
  | 'signature.certificate-purpose'
  | 'signature.key-usage-unsuitable'
  | 'signature.certificate-expired'
  | 'signature.certificate-not-yet-valid';

/** Shorter RSA keys are refused. */
const MIN_RSA_BITS = 2048;
/** Shorter RSA keys may only be relied on until the end of 2028 (ETSI TS 119 312): too short for a notice kept for years. */
const LASTING_RSA_BITS = 3072;
const SOON = 30 * 86_400_000;
const CURVES: readonly string[] = ['P-256', 'P-384', 'P-521'];

const PURPOSE = {
  timestamping: '1.3.6.1.5.5.7.3.8',
  ocsp: '1.3.6.1.5.5.7.3.9',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  codeSigning: '1.3.6.1.5.5.7.3.3',
} as const;
const MACHINE_PURPOSES: readonly string[] = Object.values(PURPOSE);
const SHA1_SIGNATURES: readonly string[] = ['1.2.840.113549.1.1.5', '1.2.840.10045.4.1', '1.2.840.113549.1.1.4'];

type Verdict = Result<null, UnsuitableError>;
const fine: Verdict = ok(null);

function rsaBits({ keyAlgorithm }: CertificateSummary): number | null {
  const bits = /^RSA-(\d+)$/.exec(keyAlgorithm)?.[1];
  return bits === undefined ? null : Number(bits);
}

function checkKey(summary: CertificateSummary, uses: CertificateUses): Verdict {
  const bits = rsaBits(summary);
  if (bits !== null && bits < MIN_RSA_BITS) return err('signature.key-too-weak', { bits, needed: MIN_RSA_BITS });
  if (bits === null && !CURVES.includes(summary.keyAlgorithm)) return err('signature.algorithm-unsupported');
  return SHA1_SIGNATURES.includes(uses.signatureAlgorithm) ? err('signature.algorithm-unsupported') : fine;
}

/** A signature by nobody says nothing; and what is marked critical and not understood forbids relying on the rest. */
function checkContents(summary: CertificateSummary, uses: CertificateUses): Verdict {
  const [extension] = uses.unknownCritical;
  if (extension !== undefined) return err('signature.certificate-extension', { extension });
  return summary.holder === '' ? err('signature.certificate-nameless') : fine;
}

/** A certificate that names only purposes of machines (web server, timestamp, code) does not speak for a person or an office. */
function checkPurpose(summary: CertificateSummary, uses: CertificateUses): Verdict {
  // `openssl req -x509` calls every certificate an authority; one that only its holder vouches for and that is not
  // marked for signing certificates is a person's own.
  const own = summary.selfSigned && uses.certificateSign !== true;
  if (uses.authority && !own) return err('signature.certificate-authority');
  const extended = uses.extended;
  if (extended !== null) {
    const machineOnly = extended.every((purpose) => MACHINE_PURPOSES.includes(purpose));
    if (machineOnly || extended.includes(PURPOSE.timestamping)) return err('signature.certificate-purpose');
  }
  const signs = uses.digitalSignature !== false || uses.nonRepudiation === true;
  return signs ? fine : err('signature.key-usage-unsuitable');
}

/** Whether the certificate is within its validity at the given time; `date` in the detail is the limit that is crossed. */
export function checkValidity(summary: CertificateSummary, at: Date): Verdict {
  if (at.getTime() < Date.parse(summary.notBefore)) {
    return err('signature.certificate-not-yet-valid', { date: summary.notBefore.slice(0, 10) });
  }
  return at.getTime() > Date.parse(summary.notAfter)
    ? err('signature.certificate-expired', { date: summary.notAfter.slice(0, 10) })
    : fine;
}

/** Whether new signatures may be made with this certificate: algorithm and strength, purpose, contents, validity, in that order. */
export function checkSuitable(summary: CertificateSummary, uses: CertificateUses, at: Date): Verdict {
  const verdicts = [
    checkKey(summary, uses),
    checkPurpose(summary, uses),
    checkContents(summary, uses),
    checkValidity(summary, at),
  ];
  return verdicts.find((verdict) => !verdict.ok) ?? fine;
}

/** Remarks on a suitable certificate. A missing keyUsage counts as missing nonRepudiation: some validators refuse both. */
export function certificateWarnings(
  summary: CertificateSummary,
  uses: CertificateUses,
  at: Date,
): readonly CertificateWarning[] {
  const bits = rsaBits(summary);
  const remarks: readonly (readonly [CertificateWarning, boolean])[] = [
    ['self-signed', summary.selfSigned],
    ['non-repudiation-missing', uses.nonRepudiation !== true],
    ['key-until-2029', bits !== null && bits < LASTING_RSA_BITS],
    ['expires-soon', Date.parse(summary.notAfter) - at.getTime() < SOON],
  ];
  return remarks.filter(([, applies]) => applies).map(([warning]) => warning);
}
