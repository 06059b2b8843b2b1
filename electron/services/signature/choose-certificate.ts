import { err, ok, type Result } from '#shared/result.ts';
import { visible } from '#shared/text/visible.ts';
import type { SigningKey } from './signing-key.ts';

export type ChoiceError = 'signature.several-certificates' | 'signature.certificate-unknown';

/** As many digits of a fingerprint as people compare and type; fewer could name two certificates. */
const SHORT = 12;

/** A certificate in words, with the beginning of its fingerprint to choose it by. */
function inWords({ summary }: SigningKey): string {
  const { holder, organisation, issuer, notBefore, notAfter, serial } = summary;
  const office = organisation === '' || organisation === holder ? '' : `（${organisation}）`;
  const period = `${notBefore.slice(0, 10)} 至 ${notAfter.slice(0, 10)}`;
  return visible(`${summary.sha256.slice(0, SHORT)} ${holder}${office}，${issuer} 颁发，${period}，编号 ${serial}`);
}

const digits = (fingerprint: string): string => fingerprint.toLowerCase().replaceAll(/[\s:]/g, '');

/** The only certificate, or the one whose SHA-256 fingerprint begins with `wanted` (colons, blanks and case do not matter). */
export function choose<T extends SigningKey>(
  identities: readonly [T, ...T[]],
  wanted: string | undefined,
): Result<T, ChoiceError> {
  const choices = identities.map(inWords).join('；');
  const [first, ...rest] = identities;
  if (wanted === undefined) {
    return rest.length === 0 ? ok(first) : err('signature.several-certificates', { count: identities.length, choices });
  }
  const found = identities.filter(({ summary }) => summary.sha256.startsWith(digits(wanted)));
  const [only, ...others] = digits(wanted) === '' ? [] : found;
  return only === undefined || others.length > 0
    ? err('signature.certificate-unknown', { certificate: wanted, choices })
    : ok(only);
}
