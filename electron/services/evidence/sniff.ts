/** A kind of original that is accepted, told by the bytes at its start, never by its name. */
interface Kind {
  readonly mime: string;
  readonly extension: string;
  readonly matches: (start: Uint8Array) => boolean;
}

const latin = (start: Uint8Array, from: number, to: number): string => String.fromCharCode(...start.subarray(from, to));

const HEIC_BRANDS = /^(?:heic|heix|heim|heis|hevc|hevx|mif1|msf1)$/;

const KINDS: readonly Kind[] = [
  { mime: 'image/jpeg', extension: 'jpg', matches: (start) => latin(start, 0, 3) === '\xff\xd8\xff' },
  { mime: 'image/png', extension: 'png', matches: (start) => latin(start, 0, 8) === '\x89PNG\r\n\x1a\n' },
  { mime: 'image/gif', extension: 'gif', matches: (start) => /^GIF8[79]a$/.test(latin(start, 0, 6)) },
  {
    mime: 'image/webp',
    extension: 'webp',
    matches: (start) => latin(start, 0, 4) === 'RIFF' && latin(start, 8, 12) === 'WEBP',
  },
  {
    mime: 'image/heic',
    extension: 'heic',
    matches: (start) => latin(start, 4, 8) === 'ftyp' && HEIC_BRANDS.test(latin(start, 8, 12)),
  },
  {
    mime: 'image/avif',
    extension: 'avif',
    matches: (start) => latin(start, 4, 8) === 'ftyp' && latin(start, 8, 12) === 'avif',
  },
  // A PDF may begin with other bytes; its header must be within the first kilobyte (ISO 32000-1, annex H).
  { mime: 'application/pdf', extension: 'pdf', matches: (start) => latin(start, 0, 1024).includes('%PDF-') },
];

/** The media type and extension of an accepted kind of original; null for any other. */
export function sniff(start: Uint8Array): { readonly mime: string; readonly extension: string } | null {
  const kind = KINDS.find(({ matches }) => matches(start));
  return kind === undefined ? null : { mime: kind.mime, extension: kind.extension };
}
