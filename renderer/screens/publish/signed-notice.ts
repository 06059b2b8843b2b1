import type { FoldedInspection } from '#shared/log/fold.ts';
import type { Sha256 } from '#shared/ids.ts';
import { noticeFileNames } from '#shared/publication/file-names.ts';

/** The signed notice that stands for the present 定稿. */
export interface SignedNotice {
  /** Counts the notices published of this inspection, from 1. */
  readonly edition: number;
  readonly pdf: { readonly sha256: Sha256; readonly name: string };
  readonly xlsx: { readonly sha256: Sha256; readonly name: string };
  readonly signatures: readonly { role: string; name: string; at: string; test: boolean }[];
}

/** The last notice signed since the present 定稿; null while open, or before anybody signed. */
export function signedNoticeOf({ finalised, published, history, facts }: FoldedInspection): SignedNotice | null {
  const last = published.at(-1);
  if (finalised === null || last === undefined) return null;
  const at = (event: typeof last.event) => history.findIndex((entry) => entry.event === event);
  if (at(last.event) < at(finalised.event)) return null;
  const names = noticeFileNames(facts.profile.community);
  return {
    edition: last.edition,
    pdf: { sha256: last.pdfSha256, name: names.pdf },
    xlsx: { sha256: last.xlsxSha256, name: names.xlsx },
    signatures: last.signatures,
  };
}
