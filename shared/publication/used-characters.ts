import type { FontName, NoticeDocument } from './document-types.ts';

/** The faces a document is set in. */
export type Face = 'serif' | 'serifBold' | 'sans';
const FACE: Readonly<Record<FontName, Face>> = { Serif: 'serif', Sans: 'sans' };

interface Styled {
  readonly font?: FontName;
  readonly bold?: boolean;
}

/** Every character of a document by the face it is set in, line ends left out: what the fonts must have. */
export function usedCharacters(document: NoticeDocument): ReadonlyMap<Face, ReadonlySet<string>> {
  const used = new Map<Face, Set<string>>([
    ['serif', new Set()],
    ['serifBold', new Set()],
    ['sans', new Set(document.watermark ?? '')],
  ]);
  const collect = (node: unknown, style: Styled): void => {
    if (typeof node === 'string') {
      const face = style.bold === true ? 'serifBold' : FACE[style.font ?? 'Serif'];
      for (const character of node) if (character !== '\n') used.get(face)?.add(character);
    } else if (Array.isArray(node)) {
      for (const part of node) collect(part, style);
    } else if (isRecord(node)) {
      const inner = styleOf(node, style);
      for (const key of ['text', 'stack', 'columns', 'table', 'body']) if (key in node) collect(node[key], inner);
    }
  };
  collect([document.header, ...document.pageNumbers.nodes, ...document.content], {});
  return used;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function styleOf(node: Readonly<Record<string, unknown>>, outer: Styled): Styled {
  const font = node['font'] === 'Sans' || node['font'] === 'Serif' ? node['font'] : outer.font;
  const bold = node['bold'] === true || outer.bold === true;
  return font === undefined ? { bold } : { font, bold };
}
