/** What is on offer while files are dragged: their kinds, and no names yet. A package has no kind that the browser knows. */
export type Dragged = 'package' | 'evidence' | 'either' | 'nothing';

/** What dragged files may be, by the kinds that can be seen of them. */
export function draggedKind(items: readonly { readonly kind: string; readonly type: string }[]): Dragged {
  const files = items.filter(({ kind }) => kind === 'file');
  const unknown = files.filter(({ type }) => type === '').length;
  if (files.length === 0) return 'nothing';
  if (unknown === 0) return 'evidence';
  return files.length === 1 ? 'package' : 'either';
}

/** What was dropped, sorted: every file is in one of the three. */
export interface Dropped {
  /** The package that is opened: the first. */
  readonly package: File | null;
  /** Packages beside it: one at a time is opened. */
  readonly laterPackages: readonly File[];
  readonly evidence: readonly File[];
}

const isPackage = (file: File): boolean => file.name.toLowerCase().endsWith('.ysb');

/** Tells packages from what may be evidence, by their names. */
export function sortDropped(files: readonly File[]): Dropped {
  const [first = null, ...laterPackages] = files.filter(isPackage);
  return { package: first, laterPackages, evidence: files.filter((file) => !isPackage(file)) };
}

/**
 * Files that a paste brings. Into a field that takes words, words win: a spreadsheet puts a picture of its cells beside
 * their text.
 */
export function pastedFiles(data: Pick<DataTransfer, 'files' | 'types'>, intoText: boolean): readonly File[] {
  return intoText && data.types.includes('text/plain') ? [] : [...data.files];
}

/** The name of a pasted picture, which the browser calls image.png whatever it is: 粘贴 and the time of pasting. */
export function namedPaste(file: File, at: Date): File {
  if (!/^image\.\w+$/.test(file.name)) return file;
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`;
  const time = `${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
  return new File([file], `粘贴 ${day}-${time}${file.name.slice('image'.length)}`, { type: file.type });
}
