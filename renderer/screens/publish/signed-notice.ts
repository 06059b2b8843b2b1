import type { FoldedInspection } from '#shared/log/fold.ts';
import { standingOf } from '#shared/log/standing.ts';
import type { Sha256 } from '#shared/ids.ts';
import { noticeFileNames } from '#shared/publication/file-names.ts';

/** A notice that was signed and recorded. */
export interface FiledNotice {
  /** Counts the notices published of this inspection, from 1. */
  readonly number: number;
  /** Which 定稿 it was made of, from 1. */
  readonly finalisation: number;
  /** When it was signed, in milliseconds since the epoch. */
  readonly at: number;
  readonly pdf: { readonly sha256: Sha256; readonly name: string };
  readonly xlsx: { readonly sha256: Sha256; readonly name: string };
  readonly signatures: readonly { role: string; name: string; at: string; test: boolean }[];
}

/** Every notice published of an inspection, in the order of the journal, with the 定稿 it was made of. */
export function publishedNotices({ published, history, facts }: FoldedInspection): readonly FiledNotice[] {
  const names = noticeFileNames(facts.profile.community);
  return published.map((one) => {
    const before = history.slice(
      0,
      history.findIndex((entry) => entry.event === one.event),
    );
    return {
      number: one.edition,
      finalisation: before.filter(({ draft }) => draft?.type === 'inspection.finalised').length,
      at: Date.parse(one.signatures[0]?.at ?? '') || one.event.hlc.wall,
      pdf: { sha256: one.pdfSha256, name: names.pdf },
      xlsx: { sha256: one.xlsxSha256, name: names.xlsx },
      signatures: one.signatures,
    };
  });
}

/** The last notice signed since the present 定稿; null while open, or before anybody signed. */
export function signedNoticeOf(folded: FoldedInspection): FiledNotice | null {
  const standing = standingOf(folded, null);
  return standing.is === 'open' || standing.notice === null ? null : (publishedNotices(folded).at(-1) ?? null);
}
