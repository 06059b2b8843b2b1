import { Null, ObjectIdentifier } from 'asn1js';
import { AlgorithmIdentifier, PublicKeyInfo, RSAPublicKey, RSASSAPSSParams } from 'pkijs';
import { type Bytes, type HashName, owned } from './bytes.ts';
import { derLength } from './strict-der.ts';

const KEY = {
  rsa: '1.2.840.113549.1.1.1',
  rsaPss: '1.2.840.113549.1.1.10',
  ec: '1.2.840.10045.2.1',
  ed25519: '1.3.101.112',
} as const;
const CURVES: Readonly<Record<string, { readonly name: string; readonly bytes: number }>> = {
  '1.2.840.10045.3.1.7': { name: 'P-256', bytes: 32 },
  '1.3.132.0.34': { name: 'P-384', bytes: 48 },
  '1.3.132.0.35': { name: 'P-521', bytes: 66 },
};

/** Digest algorithms that WebCrypto has, by object identifier. */
export const HASHES: Readonly<Record<string, HashName>> = {
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};

/** How a signature is made. */
export type Scheme =
  | { readonly kind: 'rsa' | 'ec'; readonly hash: HashName }
  | { readonly kind: 'rsa-pss'; readonly hash: HashName; readonly saltLength: number }
  | { readonly kind: 'ed25519' };

const PLAIN_SCHEMES: Readonly<Record<string, Scheme>> = {
  '1.2.840.113549.1.1.5': { kind: 'rsa', hash: 'SHA-1' },
  '1.2.840.113549.1.1.11': { kind: 'rsa', hash: 'SHA-256' },
  '1.2.840.113549.1.1.12': { kind: 'rsa', hash: 'SHA-384' },
  '1.2.840.113549.1.1.13': { kind: 'rsa', hash: 'SHA-512' },
  '1.2.840.10045.4.1': { kind: 'ec', hash: 'SHA-1' },
  '1.2.840.10045.4.3.2': { kind: 'ec', hash: 'SHA-256' },
  '1.2.840.10045.4.3.3': { kind: 'ec', hash: 'SHA-384' },
  '1.2.840.10045.4.3.4': { kind: 'ec', hash: 'SHA-512' },
  [KEY.ed25519]: { kind: 'ed25519' },
};

/** The scheme that a signature algorithm names; null for those that WebCrypto does not know (MD5, SHA-224, SM2 …). */
export function schemeOf({ algorithmId, algorithmParams }: AlgorithmIdentifier): Scheme | null {
  if (algorithmId !== KEY.rsaPss) return PLAIN_SCHEMES[algorithmId] ?? null;
  const params = new RSASSAPSSParams({ schema: algorithmParams });
  const hash = HASHES[params.hashAlgorithm.algorithmId];
  const mask: unknown = params.maskGenAlgorithm.algorithmParams;
  const maskHash = mask === undefined ? 'SHA-1' : HASHES[new AlgorithmIdentifier({ schema: mask }).algorithmId];
  if (hash === undefined || maskHash !== hash || params.trailerField !== 1) return null;
  return { kind: 'rsa-pss', hash, saltLength: params.saltLength };
}

const curveOf = ({ algorithm }: PublicKeyInfo) => {
  const named: unknown = algorithm.algorithmParams;
  return algorithm.algorithmId === KEY.ec && named instanceof ObjectIdentifier
    ? CURVES[named.valueBlock.toString()]
    : undefined;
};

const bitsOf = (key: PublicKeyInfo): Uint8Array => key.subjectPublicKey.valueBlock.valueHexView;

function modulusBits(key: PublicKeyInfo): number {
  const modulus = RSAPublicKey.fromBER(owned(bitsOf(key))).modulus.valueBlock.valueHexView;
  const start = modulus.findIndex((byte) => byte !== 0);
  return start < 0 ? 0 : (modulus.length - start) * 8 - (Math.clz32(modulus[start] ?? 0) - 24);
}

/** e.g. `RSA-3072`, `P-384`; `unknown` for kinds and curves that nothing is signed with here (SM2 among them). */
export function keyAlgorithm(key: PublicKeyInfo): string {
  const { algorithmId } = key.algorithm;
  if (algorithmId === KEY.rsaPss) return 'RSA-PSS';
  if (algorithmId !== KEY.rsa) return curveOf(key)?.name ?? 'unknown';
  try {
    return `RSA-${modulusBits(key)}`;
  } catch {
    return 'unknown';
  }
}

/** The two whole numbers of an ECDSA signature side by side, as WebCrypto wants them; null where they are not strictly DER. */
function sideBySide(der: Uint8Array, size: number): Bytes | null {
  if (der[0] !== 0x30 || derLength(der) !== der.length) return null;
  const out = new Uint8Array(size * 2);
  let at = der[1] === 0x81 ? 3 : 2;
  for (const end of [size, size * 2]) {
    const length = der[at + 1] ?? 0;
    const number = der.subarray(at + 2, at + 2 + length);
    const [first = 0x80, second = 0x80] = number;
    const minimal = first < 0x80 && (first > 0 || length === 1 || second >= 0x80);
    const digits = first === 0 ? number.subarray(1) : number;
    if (der[at] !== 0x02 || !minimal || digits.length > size) return null;
    out.set(digits, end - digits.length);
    at += 2 + length;
  }
  return at === der.length ? out : null;
}

/** An algorithm with its parameters, by WebCrypto's names. */
interface Named {
  readonly name: string;
  readonly hash?: string;
  readonly namedCurve?: string;
  readonly saltLength?: number;
}

interface Plan {
  readonly named: Named;
  readonly signature: Bytes | null;
}

/** With which algorithms WebCrypto is to check it; null where the scheme is not one for that key. */
function planFor(key: PublicKeyInfo, scheme: Scheme, signature: Uint8Array): Plan | null {
  const { algorithmId } = key.algorithm;
  const isRsa = algorithmId === KEY.rsa;
  const plan = (named: Named): Plan => ({ named, signature: owned(signature) });
  switch (scheme.kind) {
    case 'rsa':
      return isRsa ? plan({ name: 'RSASSA-PKCS1-v1_5', hash: scheme.hash }) : null;
    case 'rsa-pss': {
      const { hash, saltLength } = scheme;
      return isRsa || algorithmId === KEY.rsaPss ? plan({ name: 'RSA-PSS', hash, saltLength }) : null;
    }
    case 'ec': {
      const curve = curveOf(key);
      if (curve === undefined) return null;
      return {
        named: { name: 'ECDSA', namedCurve: curve.name, hash: scheme.hash },
        signature: sideBySide(signature, curve.bytes),
      };
    }
    case 'ed25519':
      return algorithmId === KEY.ed25519 ? plan({ name: 'Ed25519' }) : null;
  }
}

/** WebCrypto takes the keys of both RSA schemes under one identifier. */
function spkiOf(key: PublicKeyInfo): Bytes {
  const named = new AlgorithmIdentifier({ algorithmId: KEY.rsa, algorithmParams: new Null() });
  const plain =
    key.algorithm.algorithmId === KEY.rsaPss
      ? new PublicKeyInfo({ algorithm: named, subjectPublicKey: key.subjectPublicKey })
      : key;
  return new Uint8Array(plain.toSchema().toBER());
}

/** Whether the signature over `data` is one of the key's holder; false, too, where the scheme is not one for that key. */
export async function isSignedWith(
  key: PublicKeyInfo,
  scheme: Scheme,
  data: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  if (key.subjectPublicKey.valueBlock.unusedBits !== 0) return false;
  try {
    const plan = planFor(key, scheme, signature);
    if (plan === null || plan.signature === null) return false;
    const imported = await crypto.subtle.importKey('spki', spkiOf(key), plan.named, false, ['verify']);
    return await crypto.subtle.verify(plan.named, imported, plan.signature, owned(data));
  } catch {
    // WebCrypto throws on keys that are none, and on what this runtime does not have.
    return false;
  }
}
