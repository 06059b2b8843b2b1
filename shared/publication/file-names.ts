import { cutText } from '../reading/characters.ts';
import { printLine } from './print-text.ts';

/** Characters that some file system refuses, or that a shell or a server may misread; control characters among them. */
const UNSAFE = /[\\/:*?"<>|]|\p{Cc}/gu;

/** What Windows takes for a device, whatever stands behind the dot. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(?=\s*\.)/i;

/** Longest part of a file name that a name makes up, as `cutText` counts. */
const LONGEST = 80;

/** A name as part of a file name: as it is printed, everything unsafe `_`, dots and blanks at the ends gone. */
export function safeName(name: string): string {
  const safe = printLine(name)
    .replace(UNSAFE, '_')
    .replace(/^[\s.]+|[\s.]+$/gu, '')
    .replace(DEVICE, '$1_');
  return safe === '' ? '_' : cutText(safe, LONGEST);
}

/** The names under which a notice and its annex are published. */
export function noticeFileNames(community: string): { readonly pdf: string; readonly xlsx: string } {
  const name = safeName(community);
  return { pdf: `${name}-智慧社区建设验收结果公示.pdf`, xlsx: `${name}智慧社区建设指标验收明细.xlsx` };
}
