import type { OPS, PDFPageProxy } from 'pdfjs-dist';
import * as v from 'valibot';

/** A font that is neither embedded nor on this system; a picture in a form that cannot be decoded. */
export type Lack = 'font' | 'picture';

/** What pdf.js keeps of a font that it found no file for. */
const Font = v.object({ missingFile: v.optional(v.boolean(), false), systemFontInfo: v.optional(v.unknown()) });

/** What a page draws with and could not have; waits until pdf.js has read the page's objects. */
export async function lacksOf(page: PDFPageProxy, operators: typeof OPS): Promise<readonly Lack[]> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const lacks = new Set<Lack>();
  for (const [at, operator] of fnArray.entries()) {
    const id: unknown = Array.isArray(argsArray[at]) ? argsArray[at][0] : undefined;
    if (typeof id !== 'string') continue;
    if (operator === operators.setFont && isFontMissing(page, id)) lacks.add('font');
    if (operator === operators.paintImageXObject && isPictureMissing(page, id)) lacks.add('picture');
  }
  return [...lacks];
}

function isFontMissing({ commonObjs }: PDFPageProxy, id: string): boolean {
  if (!commonObjs.has(id)) return false;
  const font = v.safeParse(Font, commonObjs.get(id));
  return font.success && font.output.missingFile && (font.output.systemFontInfo ?? null) === null;
}

/** Objects that several pages share begin with `g_` and lie with the document. */
function isPictureMissing({ objs, commonObjs }: PDFPageProxy, id: string): boolean {
  const shelf = id.startsWith('g_') ? commonObjs : objs;
  return shelf.has(id) && shelf.get(id) === null;
}
