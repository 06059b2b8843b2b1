import { EVIDENCE_KINDS, type EvidenceMime } from '#shared/facts/evidence-kinds.ts';

const latin = (start: Uint8Array, from: number, to: number): string => String.fromCharCode(...start.subarray(from, to));

/** The brands of a HEIF file (ISO 14496-12, 4.3): the first says best what it is, the others what else can read it. */
function brandsOf(start: Uint8Array): readonly string[] {
  if (latin(start, 4, 8) !== 'ftyp') return [];
  const size = new DataView(start.buffer, start.byteOffset, start.byteLength).getUint32(0);
  const list = latin(start, 16, Math.min(size, 256)).match(/.{4}/gs) ?? [];
  return [latin(start, 8, 12), ...list];
}

const isAvif = (start: Uint8Array): boolean => {
  const [major, ...others] = brandsOf(start);
  return major === 'avif' || (/^(?:mif[12]|msf1|miaf)$/.test(major ?? '') && others.includes('avif'));
};
const HEIC_BRANDS = /^(?:hei[cmsx]|hev[cmsx]|mif[12]|msf1|miaf)$/;

/** By what each kind is told: the bytes at its start, never its name. */
const MATCHES: Readonly<Record<EvidenceMime, (start: Uint8Array) => boolean>> = {
  'image/jpeg': (start) => latin(start, 0, 3) === '\xff\xd8\xff',
  'image/png': (start) => latin(start, 0, 8) === '\x89PNG\r\n\x1a\n',
  'image/gif': (start) => /^GIF8[79]a$/.test(latin(start, 0, 6)),
  'image/webp': (start) => latin(start, 0, 4) === 'RIFF' && latin(start, 8, 12) === 'WEBP',
  'image/heic': (start) => HEIC_BRANDS.test(brandsOf(start)[0] ?? '') && !isAvif(start),
  'image/avif': isAvif,
  // A PDF may begin with other bytes; its header must be within the first kilobyte (ISO 32000-1, annex H).
  'application/pdf': (start) => latin(start, 0, 1024).includes('%PDF-'),
};

/** The media type and extension of an accepted kind of original; null for any other. */
export function sniff(start: Uint8Array): { readonly mime: string; readonly extension: string } | null {
  const kind = EVIDENCE_KINDS.find(({ mime }) => MATCHES[mime](start));
  return kind === undefined ? null : { mime: kind.mime, extension: kind.extension };
}
