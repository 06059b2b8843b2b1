import { isEvidenceEnding } from '../facts/evidence-kinds.ts';

const latin = (start: Uint8Array, from: number, to: number): string => String.fromCharCode(...start.subarray(from, to));

interface Kind {
  readonly words: string;
  readonly matches: (start: Uint8Array) => boolean;
}

const begins = (start: Uint8Array, ...signatures: readonly string[]): boolean =>
  signatures.some((signature) => latin(start, 0, signature.length) === signature);

/** What people do try to add, told by its first bytes. */
const KINDS: readonly Kind[] = [
  { words: '视频', matches: (start) => latin(start, 4, 8) === 'ftyp' || latin(start, 8, 12) === 'AVI ' },
  { words: 'TIFF 或相机 RAW 图片', matches: (start) => begins(start, 'II*\0', 'MM\0*') },
  { words: 'BMP 图片', matches: (start) => begins(start, 'BM') && latin(start, 6, 10) === '\0\0\0\0' },
  { words: '旧版 Office 文档', matches: (start) => begins(start, '\xd0\xcf\x11\xe0') },
  { words: '压缩包', matches: (start) => begins(start, 'PK\x03\x04', 'Rar!', '7z\xbc\xaf') },
  { words: '程序', matches: (start) => begins(start, 'MZ', '\x7fELF') },
  { words: '网页或 SVG 图形', matches: (start) => /^\s*<(?:!doctype|html|svg|\?xml)/i.test(latin(start, 0, 40)) },
];

/** Office files are archives by their bytes; the name says which program made them. */
const OFFICE: Readonly<Record<string, string>> = {
  docx: 'Word 文档',
  xlsx: 'Excel 表格',
  pptx: 'PowerPoint 演示文稿',
  wps: 'WPS 文档',
  et: 'WPS 表格',
};

/** In words, what a file that is no accepted evidence is: by its first bytes, else by the ending of its name. */
export function refusedKindText(start: Uint8Array, name: string): string {
  const extension = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const office = OFFICE[extension];
  const known = KINDS.find(({ matches }) => matches(start));
  if (known !== undefined) return known.words === '压缩包' && office !== undefined ? office : known.words;
  if (isEvidenceEnding(extension)) return `名称以 .${extension} 结尾，内容却不是`;
  return extension === '' ? '类型不明' : `.${extension} 文件`;
}
