import { create, type Font } from 'fontkit';
import { assess } from '#shared/assess/assess.ts';
import { annexSheets } from '#shared/publication/annex-sheets.ts';
import { composeNotice, confirmLayout } from '#shared/publication/compose-notice.ts';
import type { NoticeDocument } from '#shared/publication/document-types.ts';
import { noticeFileNames } from '#shared/publication/file-names.ts';
import { noticeModel } from '#shared/publication/notice-model.ts';
import { NOTICE_PHASES } from '#shared/publication/notice-phases.ts';
import type { NoticePhase } from '#shared/publication/notice-phases.ts';
import { usedCharacters } from '#shared/publication/used-characters.ts';
import { err, ok } from '#shared/result.ts';
import { fontBytes, type FontKey } from './fonts.ts';
import type { NoticeInput, RenderResult } from './notice-input.ts';
import { layoutPdf, renderPdf } from './pdf-engine.ts';
import { writeXlsx } from './write-xlsx.ts';

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** More characters than a message can usefully name. */
const NAMED = 20;

const opened = new Map<FontKey, Font>();

/** A typeface opened to be asked for its characters, once for all notices. */
function openTypeface(key: FontKey): Font {
  const known = opened.get(key);
  if (known !== undefined) return known;
  const font = create(fontBytes(key));
  if (!('hasGlyphForCodePoint' in font)) throw new Error('a font collection is not a font');
  opened.set(key, font);
  return font;
}

/** Characters of a document that its typefaces lack: they would be printed as empty boxes. */
export function unprintableCharacters(document: NoticeDocument): readonly string[] {
  const missing = new Set<string>();
  for (const [face, characters] of usedCharacters(document)) {
    if (characters.size === 0) continue;
    const font = openTypeface(face);
    for (const character of characters) {
      if (!font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)) missing.add(character);
    }
  }
  return [...missing];
}

/** Shows a character that may be invisible or absent from the screen's font too: `𠀀（U+20000）`. */
const named = (character: string): string =>
  `${character}（U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}）`;

/**
 * Makes a notice and its annex in memory: judged, worded, laid out, drawn, the annex embedded. Takes about a second of
 * computing, so it runs in a worker thread (`renderNotice`). `publication.unprintable` names what the fonts lack.
 */
export async function makeNotice(
  input: NoticeInput,
  onPhase: (phase: NoticePhase, done: number) => void,
): Promise<RenderResult> {
  const { catalogue, facts, edition } = input;
  const phase = (name: NoticePhase): void => onPhase(name, NOTICE_PHASES.indexOf(name));
  const createdAt = new Date(input.createdAt);
  phase('annex');
  const assessment = assess(catalogue, facts);
  const model = noticeModel(catalogue, facts, assessment, input);
  const sheets = annexSheets({ catalogue, catalogueSha256: input.catalogueSha256, facts, assessment, model });
  const xlsx = writeXlsx(sheets, model.annexFile, createdAt);
  phase('layout');
  const composed = await composeNotice(model, edition, layoutPdf);
  const missing = unprintableCharacters(composed.document);
  if (missing.length > 0) {
    return err('publication.unprintable', { characters: missing.slice(0, NAMED).map(named).join('、') });
  }
  phase('draw');
  const annex = { name: model.annexFile, type: XLSX_TYPE, description: '验收明细', bytes: xlsx };
  const { pdf, placements } = await renderPdf(composed.document, { createdAt, files: [annex] });
  const signatureBoxes = confirmLayout(composed, placements, model, edition);
  if (signatureBoxes === null) return err('publication.failed', { reason: '版面与预排不一致' });
  return ok({ pdf, xlsx, pages: composed.pages, signatureBoxes, names: noticeFileNames(facts.profile.community) });
}
