import { cutText } from '../reading/characters.ts';

/** Characters that some file system refuses, or that a shell or a server may misread; control characters among them. */
const UNSAFE = /[\\/:*?"<>|]|\p{Cc}/gu;

/** A name as part of a file name: everything unsafe becomes `_`, dots and blanks at the ends go. */
export function safeName(name: string): string {
  const safe = name.replace(UNSAFE, '_').replace(/^[\s.]+|[\s.]+$/gu, '');
  return safe === '' ? '_' : cutText(safe, 80);
}

/** The names under which a notice and its annex are published. */
export function noticeFileNames(community: string): { readonly pdf: string; readonly xlsx: string } {
  const name = safeName(community);
  return { pdf: `${name}-智慧社区建设验收结果公示.pdf`, xlsx: `${name}智慧社区建设指标验收明细.xlsx` };
}
