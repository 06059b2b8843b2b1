import { AuthorityKeyIdentifier, type Certificate } from 'pkijs';
import { OctetString } from 'asn1js';
import { visible } from '../text/visible.ts';
import { sameBytes } from './bytes.ts';
import { isCertifiedBy, isSelfIssued, isSelfSigned, parseCertificate, readUses, summarise } from './certificate.ts';

interface Link {
  readonly der: Uint8Array;
  readonly certificate: Certificate;
}

function load(der: Uint8Array): readonly Link[] {
  try {
    return [{ der, certificate: parseCertificate(der) }];
  } catch {
    return [];
  }
}

const extension = ({ extensions }: Certificate, id: string): unknown =>
  extensions?.find(({ extnID }) => extnID === id)?.parsedValue;

/** Whether the certificate, where it says which key and which certificate of its issuer's it goes by, means this one. */
function isMeant(issuer: Certificate, certificate: Certificate): boolean {
  const meant = extension(certificate, '2.5.29.35');
  if (!(meant instanceof AuthorityKeyIdentifier)) return true;
  const { keyIdentifier, authorityCertSerialNumber: serial } = meant;
  const own = extension(issuer, '2.5.29.14');
  const otherKey =
    keyIdentifier !== undefined &&
    own instanceof OctetString &&
    !sameBytes(keyIdentifier.valueBlock.valueHexView, own.valueBlock.valueHexView);
  return !otherKey && (serial === undefined || serial.isEqual(issuer.serialNumber));
}

/** Whether one certificate was issued by the holder of another, who is one to issue any; by names first, then by its signature. */
async function isIssued(issuer: Certificate, certificate: Certificate): Promise<boolean> {
  if (!certificate.issuer.isEqual(issuer.subject) || readUses(issuer).certificateSign === false) return false;
  return isMeant(issuer, certificate) && (await isCertifiedBy(issuer, certificate)) === true;
}

const isValid = ({ certificate: { notBefore, notAfter } }: Link, at: Date | null): boolean =>
  at !== null && at >= notBefore.value && at <= notAfter.value;

/** A root whose signature over itself nothing here can check would be left out of every check of the chain as well. */
const isCheckable = async ({ certificate }: Link): Promise<boolean> =>
  !isSelfIssued(certificate) || (await isCertifiedBy(certificate, certificate)) !== null;

async function issuersOf({ certificate }: Link, candidates: readonly Link[]): Promise<readonly Link[]> {
  const issuers: Link[] = [];
  for (const candidate of candidates) {
    if ((await isIssued(candidate.certificate, certificate)) && (await isCheckable(candidate))) issuers.push(candidate);
  }
  return issuers;
}

/**
 * Follows issuer after issuer by their signatures, from the signer upwards; candidates outside the line are left out. Where
 * an issuer has several certificates for one key (a renewed one among them), one that is valid at `at` is taken.
 */
export async function buildChain(
  signer: Uint8Array,
  candidates: readonly Uint8Array[],
  at: Date | null,
): Promise<readonly Uint8Array[]> {
  const chain: Uint8Array[] = [];
  let [current] = load(signer);
  let rest = candidates.flatMap(load);
  // An earlier certificate of the same self-signed key looks like an issuer of the present one.
  while (current !== undefined && rest.length > 0 && !(await isSelfSigned(current.certificate))) {
    const issuers = await issuersOf(current, rest);
    const issuer: Link | undefined = issuers.find((link) => isValid(link, at)) ?? issuers[0];
    if (issuer === undefined) break;
    chain.push(issuer.der);
    rest = rest.filter((link) => link !== issuer);
    current = issuer;
  }
  return chain;
}

/** Whether the others are exactly the signer's line of issuers, a root among them intact in its own signature. */
export async function isChain(signer: Uint8Array, others: readonly Uint8Array[]): Promise<boolean> {
  const chain = await buildChain(signer, others, null);
  const [top] = load(chain.at(-1) ?? signer);
  if (chain.length !== others.length || top === undefined) return false;
  // A self-signed signer is no authority, so only its signature is looked at, not its right to issue.
  return !isSelfIssued(top.certificate) || (await isSelfSigned(top.certificate));
}

/** What keeps an issuer from vouching for the certificate below it. */
export interface ChainFault {
  readonly issuer: string;
  readonly reason: string;
}

const day = (iso: string): string => iso.slice(0, 10);

async function faultOf(der: Uint8Array, at: Date): Promise<ChainFault | null> {
  const parsed = parseCertificate(der);
  const { holder, notBefore, notAfter } = await summarise(parsed);
  const { authority, unknownCritical } = readUses(parsed);
  const fault = (reason: string): ChainFault => ({ issuer: visible(holder), reason });
  if (at.getTime() > Date.parse(notAfter)) return fault(`已于 ${day(notAfter)} 过期`);
  if (at.getTime() < Date.parse(notBefore)) return fault(`从 ${day(notBefore)} 起才有效`);
  // Roots of the first version of X.509 have no extensions to say it with.
  if (parsed.version > 0 && !authority) return fault('不是签发证书用的 CA 证书');
  return unknownCritical[0] === undefined ? null : fault(`含有无法识别的关键扩展 ${unknownCritical[0]}`);
}

/** The first fault of the issuers that came with a certificate: not valid at the time, no authority, unknown demands. */
export async function chainFault(chain: readonly Uint8Array[], at: Date): Promise<ChainFault | null> {
  for (const der of chain) {
    const fault = await faultOf(der, at);
    if (fault !== null) return fault;
  }
  return null;
}
