import { X509Certificate } from 'node:crypto';

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

/** Follows issuer after issuer by their signatures, from the signer upwards; candidates outside the line are left out. */
export function buildChain(signer: Uint8Array, candidates: readonly Uint8Array[]): readonly Uint8Array[] {
  const chain: Uint8Array[] = [];
  let current = load(signer);
  let rest = candidates;
  while (current !== null) {
    const below = current;
    const issuer = rest.find((der) => issued(load(der), below));
    if (issuer === undefined) break;
    chain.push(issuer);
    rest = rest.filter((der) => der !== issuer);
    current = load(issuer);
  }
  return chain;
}

/** Whether the others are exactly the signer's line of issuers, a root among them intact in its own signature. */
export function isChain(signer: Uint8Array, others: readonly Uint8Array[]): boolean {
  const chain = buildChain(signer, others);
  const top = load(chain.at(-1) ?? signer);
  if (chain.length !== others.length || top === null) return false;
  // A self-signed signer is no authority, so only its signature is looked at, not its right to issue.
  return top.subject !== top.issuer || signedBy(top, top);
}
