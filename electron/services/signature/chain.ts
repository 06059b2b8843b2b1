import { X509Certificate } from 'node:crypto';
import { visible } from '#shared/text/visible.ts';
import { parseCertificate, readUses, summarise } from './certificate.ts';

function load(der: Uint8Array): X509Certificate | null {
  try {
    return new X509Certificate(der);
  } catch {
    return null;
  }
}

function signedBy(issuer: X509Certificate, certificate: X509Certificate): boolean {
  try {
    return certificate.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

const issued = (issuer: X509Certificate | null, certificate: X509Certificate): boolean =>
  issuer !== null && certificate.checkIssued(issuer) && signedBy(issuer, certificate);

const isSelfSigned = (certificate: X509Certificate): boolean =>
  certificate.subject === certificate.issuer && signedBy(certificate, certificate);

const isValid = (certificate: X509Certificate | null, at: Date | null): boolean =>
  certificate !== null && at !== null && at >= new Date(certificate.validFrom) && at <= new Date(certificate.validTo);

/**
 * Follows issuer after issuer by their signatures, from the signer upwards; candidates outside the line are left out. Where
 * an issuer has several certificates for one key (a renewed one among them), one that is valid at `at` is taken.
 */
export function buildChain(
  signer: Uint8Array,
  candidates: readonly Uint8Array[],
  at: Date | null,
): readonly Uint8Array[] {
  const chain: Uint8Array[] = [];
  let current = load(signer);
  let rest = candidates;
  // An earlier certificate of the same self-signed key looks like an issuer of the present one.
  while (current !== null && rest.length > 0 && !isSelfSigned(current)) {
    const below = current;
    const issuers = rest.filter((der) => issued(load(der), below));
    const issuer = issuers.find((der) => isValid(load(der), at)) ?? issuers[0];
    if (issuer === undefined) break;
    chain.push(issuer);
    rest = rest.filter((der) => der !== issuer);
    current = load(issuer);
  }
  return chain;
}

/** Whether the others are exactly the signer's line of issuers, a root among them intact in its own signature. */
export function isChain(signer: Uint8Array, others: readonly Uint8Array[]): boolean {
  const chain = buildChain(signer, others, null);
  const top = load(chain.at(-1) ?? signer);
  if (chain.length !== others.length || top === null) return false;
  // A self-signed signer is no authority, so only its signature is looked at, not its right to issue.
  return top.subject !== top.issuer || isSelfSigned(top);
}

/** What keeps an issuer from vouching for the certificate below it. */
export interface ChainFault {
  readonly issuer: string;
  readonly reason: string;
}

const day = (iso: string): string => iso.slice(0, 10);

function faultOf(der: Uint8Array, at: Date): ChainFault | null {
  const parsed = parseCertificate(der);
  const { holder, notBefore, notAfter } = summarise(parsed);
  const { authority, unknownCritical } = readUses(parsed);
  const fault = (reason: string): ChainFault => ({ issuer: visible(holder), reason });
  if (at.getTime() > Date.parse(notAfter)) return fault(`已于 ${day(notAfter)} 过期`);
  if (at.getTime() < Date.parse(notBefore)) return fault(`从 ${day(notBefore)} 起才有效`);
  // Roots of the first version of X.509 have no extensions to say it with.
  if (parsed.version > 0 && !authority) return fault('不是签发证书用的 CA 证书');
  return unknownCritical[0] === undefined ? null : fault(`含有无法识别的关键扩展 ${unknownCritical[0]}`);
}

/** The first fault of the issuers that came with a certificate: not valid at the time, no authority, unknown demands. */
export function chainFault(chain: readonly Uint8Array[], at: Date): ChainFault | null {
  for (const der of chain) {
    const fault = faultOf(der, at);
    if (fault !== null) return fault;
  }
  return null;
}
