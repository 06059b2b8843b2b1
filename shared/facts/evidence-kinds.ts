/** A kind of file that is accepted as evidence. */
interface EvidenceKind {
  /** As people call it. */
  readonly name: string;
  readonly mime: string;
  /** Under which an original of it is stored. */
  readonly extension: string;
  /** Whatever else its names end in, with the extension first. */
  readonly endings: readonly string[];
}

/** Which kinds of originals are accepted: what the host takes, the picker offers and every message names. */
export const EVIDENCE_KINDS = [
  { name: 'JPEG', mime: 'image/jpeg', extension: 'jpg', endings: ['jpg', 'jpeg'] },
  { name: 'PNG', mime: 'image/png', extension: 'png', endings: ['png'] },
  { name: 'GIF', mime: 'image/gif', extension: 'gif', endings: ['gif'] },
  { name: 'WebP', mime: 'image/webp', extension: 'webp', endings: ['webp'] },
  { name: 'HEIC', mime: 'image/heic', extension: 'heic', endings: ['heic', 'heif'] },
  { name: 'AVIF', mime: 'image/avif', extension: 'avif', endings: ['avif'] },
  { name: 'PDF', mime: 'application/pdf', extension: 'pdf', endings: ['pdf'] },
] as const satisfies readonly EvidenceKind[];

export type EvidenceMime = (typeof EVIDENCE_KINDS)[number]['mime'];

/** The kinds of photos in words: `JPEG、PNG…`; PDF is the only kind beside them. */
export const PHOTO_KINDS_TEXT = EVIDENCE_KINDS.filter(({ mime }) => mime.startsWith('image/'))
  .map(({ name }) => name)
  .join('、');

const ENDINGS: ReadonlySet<string> = new Set(EVIDENCE_KINDS.flatMap(({ endings }) => endings));

/** Whether names of accepted files end so; without the dot, in small letters. */
export function isEvidenceEnding(extension: string): boolean {
  return ENDINGS.has(extension);
}

/** The `accept` of a file picker: some systems know HEIC and AVIF by the ending only. */
export const EVIDENCE_ACCEPT = EVIDENCE_KINDS.flatMap(({ mime, endings }) => [
  mime as string,
  ...endings.map((ending) => `.${ending}`),
]).join(',');
