import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { makeNotice } from '#electron/services/publish/make-notice.ts';
import type { NoticeInput } from '#shared/publication/notice-input.ts';
import type { RenderedNotice } from '#electron/services/publish/rendered-notice.ts';
import { createNoticeRenderer } from '#electron/services/publish/render-notice.ts';
import { typesetter } from '#electron/services/publish/typefaces.ts';
import { assess } from '#shared/assessment/assess.ts';
import type { Facts } from '#shared/facts/schema.ts';
import { marginsOf, mm, PAGE, TEXT_AREA } from '#shared/publication/page-metrics.ts';
import { columnPieces, edgesOf, readPdf } from './read-pdf.ts';
import type { Piece, ReadPdf } from './read-pdf.ts';
import { catalogue, facts, indicators, sampleInput, squeezed } from './sample.ts';

async function made(input: NoticeInput): Promise<RenderedNotice> {
  const result = await makeNotice(input, () => undefined);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
const words = (pieces: readonly Piece[]): string => squeezed(pieces.map((piece) => piece.text).join(''));
const columnText = (pdf: ReadPdf, index: number, input = sampleInput): string => {
  const edges = edgesOf(input);
  return pdf.pages.map((page) => words(columnPieces(page, index, edges))).join('');
};
const narrated = (text: string): Facts => ({ ...facts, narratives: { ...facts.narratives, 1: { text } } });

describe('the notice of the sample inspection', () => {
  let notice: RenderedNotice;
  let pdf: ReadPdf;
  const edges = edgesOf(sampleInput);
  beforeAll(async () => {
    notice = await made(sampleInput);
    pdf = await readPdf(notice.pdf);
  });

  it('[PU3] holds every 指标释义 and 标准要求 of the standard, in order and word for word', () => {
    expect(columnText(pdf, 3)).toBe(squeezed(indicators.map((one) => one.definition).join('')));
    expect(columnText(pdf, 4)).toBe(squeezed(indicators.map((one) => one.requirement).join('')));
    const numbers = pdf.pages.flatMap((page) => columnPieces(page, 1, edges).map(({ text }) => Number(text)));
    expect(numbers.filter((no, at) => no !== numbers[at - 1])).toEqual(indicators.map((one) => one.no));
    // What a further part of a row repeats is marked, and does not count.
    const again = new RegExp(indicators.map((one) => `${squeezed(one.name)}（续）`).join('|'), 'gu');
    expect(columnText(pdf, 2).replace(again, '')).toBe(squeezed(indicators.map((one) => one.name).join('')));
  });

  it('[PU4] prints 完成情况 and what is not a plain 符合 with every row', () => {
    const said = columnText(pdf, 5);
    for (const { narrative } of assess(catalogue, facts).indicators) expect(said).toContain(squeezed(narrative));
    expect(said).toContain('待核：电梯、地下车库5G深度覆盖');
    expect(said).toContain('不涉及：泰安市特殊人群管理为当地司法矫正所');
    expect(said).toContain('申报：');
  });

  it('[PU6] takes at most 12 pages, which are at least 90 % full on average, the last apart', () => {
    const fills = pdf.pages.slice(0, -1).map((page) => {
      const inText = page.filter(({ y }) => y > marginsOf('web').bottom);
      const lowest = Math.min(...inText.map(({ y }) => y));
      return (PAGE.height - marginsOf('web').top - lowest) / TEXT_AREA.height;
    });
    expect(pdf.pages.length).toBeLessThanOrEqual(12);
    expect(fills.reduce((sum, fill) => sum + fill, 0) / fills.length).toBeGreaterThanOrEqual(0.9);
    for (const fill of fills) expect(fill).toBeGreaterThan(2 / 3);
  });

  it('[PU7] repeats the table head on every page, and a 一级指标 carried over with （续）', () => {
    let before = '';
    for (const page of pdf.pages) {
      expect(words(page)).toContain('一级指标序号二级指标指标释义标准要求学苑社区完成情况');
      const numbers = columnPieces(page, 1, edges).map((piece) => Number(piece.text));
      const first =
        catalogue.categories.find(({ indicators: of }) => of.some(({ no }) => no === numbers[0]))?.name ?? '';
      const label = words(columnPieces(page, 0, edges));
      expect(label.startsWith(first === before ? `${first}（续）` : first)).toBe(true);
      expect(label.split('（续）').length - 1).toBe(first === before ? 1 : 0);
      before =
        catalogue.categories.find(({ indicators: of }) => of.some(({ no }) => no === numbers.at(-1)))?.name ?? '';
    }
  });

  it('[PU8] keeps 附件, office and date together under a row of the last page', () => {
    const last = words(pdf.pages.at(-1) ?? []);
    expect(last).toContain('附件：学苑社区智慧社区建设指标验收明细');
    expect(last).not.toContain('.xlsx');
    expect(last).toMatch(/32居民体验调查.*泰安泰山区大数据中心2024年9月2日/u);
    for (const { page } of notice.signatureBoxes) expect(page).toBe(pdf.pages.length);
  });

  it('[PU9] sets type in the sizes of GB/T 9704 and numbers every page at its foot', () => {
    const title = pdf.pages[0]?.find((piece) => piece.text.includes('智慧社区建设验收结果公示'));
    expect(title?.size).toBeCloseTo(22, 1);
    const body = pdf.pages[0]?.filter(({ size }) => Math.abs(size - 15.75) < 0.01).map(({ y }) => y) ?? [];
    expect((body[0] ?? 0) - (body[1] ?? 0)).toBeCloseTo(mm(225 / 22), 1);
    expect([TEXT_AREA.width, TEXT_AREA.height]).toEqual([mm(225), mm(156)]);
    pdf.pages.forEach((page, index) => {
      const foot = page.filter((piece) => piece.y < marginsOf('web').bottom);
      expect(words(foot)).toBe(`—${index + 1}—`);
      expect(foot[0]?.size).toBeCloseTo(14, 1);
      const right = marginsOf('web').left + TEXT_AREA.width;
      for (const { x } of page) expect(x).toBeLessThan(right);
    });
  });

  it('[PU12] embeds the annex, byte for byte, and says what it is', () => {
    expect([...pdf.attachments.keys()]).toEqual(['学苑社区智慧社区建设指标验收明细.xlsx']);
    expect(Buffer.from(pdf.attachments.get(notice.names.xlsx) ?? []).equals(notice.xlsx)).toBe(true);
    const checksum = createHash('md5').update(notice.xlsx).digest('hex');
    expect(Buffer.from(notice.pdf).toString('latin1')).toContain(`/CheckSum <${checksum}>`);
    const raw = Buffer.from(notice.pdf).toString('latin1');
    expect(raw).toContain('/AFRelationship /Data');
    expect(raw).toContain('<pdfaid:part>3</pdfaid:part>');
    expect(raw).toContain('<pdfaid:conformance>B</pdfaid:conformance>');
    expect(pdf.info).toMatchObject({ Language: 'zh-CN', PDFFormatVersion: '1.7' });
  });

  it('[PU10] comes out of the worker thread byte for byte the same, telling where it is', async () => {
    const phases: string[] = [];
    const control = { progress: (phase: string) => phases.push(phase), signal: new AbortController().signal };
    const renderer = createNoticeRenderer();
    // The second run takes the thread that the first has warmed.
    for (const run of [1, 2]) {
      const again = await renderer.render(sampleInput, control);
      expect(again.ok && Buffer.from(again.value.pdf).equals(notice.pdf), `run ${run}`).toBe(true);
      expect(again.ok && Buffer.from(again.value.xlsx).equals(notice.xlsx), `run ${run}`).toBe(true);
      expect(phases.splice(0)).toEqual(['annex', 'layout', 'draw']);
    }
    await renderer.close();
  });
});

describe('other notices', () => {
  it('[PU10] leave no trace in the next one, not even by characters that share a glyph with its own', async () => {
    const by = (authority: string) => ({
      ...sampleInput,
      facts: { ...sampleInput.facts, profile: { ...sampleInput.facts.profile, authority } },
    });
    // The radicals ⽝⽺⿁ look like the characters 犬羊鬼 and are drawn by the same glyphs.
    await made(by('⽝⽺⿁中心'));
    const { pages } = await readPdf((await made(by('犬羊鬼中心'))).pdf);
    expect(words(pages[0] ?? [])).toContain('犬羊鬼中心');
  });

  it('[PU5] marks every page of a preview', async () => {
    const { pages } = await readPdf((await made({ ...sampleInput, final: false })).pdf);
    for (const page of pages) expect(words(page)).toContain('预览稿：尚未定稿，不得作为公示');
  });

  it('[PU9] sets the print edition’s numbers on the binding side, odd pages below, even above', async () => {
    const warned = vi.spyOn(console, 'warn');
    const { pages } = await readPdf((await made({ ...sampleInput, edition: 'print' })).pdf);
    expect(warned, 'a typeface was not found').not.toHaveBeenCalled();
    const { left } = marginsOf('print');
    pages.forEach((page, index) => {
      const number = page.find((piece) => piece.text.replace(/\s/gu, '') === `—${index + 1}—`);
      expect(number?.x).toBeLessThan(left - mm(4));
      expect((number?.y ?? 0) > PAGE.height / 2).toBe(index % 2 === 1);
    });
  });

  it('[PU6] splits a 完成情况 longer than a page, and loses none of it', async () => {
    const text = '社区依托综合信息平台开展服务，居民办事更加便利。'.repeat(120);
    const input = { ...sampleInput, facts: narrated(text) };
    const pdf = await readPdf((await made(input)).pdf);
    expect(columnText(pdf, 5, input)).toContain(text);
    expect(columnText(pdf, 2, input)).toMatch(/^有线宽带网络(有线宽带网络（续）)+移动通信网络/u);
  });

  it('[PU11] names a character that the typefaces lack, and every place of it, without letting a mark through', async () => {
    const estates = facts.estates.map((estate) => ({ ...estate, name: `${estate.name}😀` }));
    const given = { ...narrated('网络覆盖率100%🙂\u0007，\u{e000}'), estates };
    const result = await makeNotice({ ...sampleInput, facts: given }, () => undefined);
    const characters = '😀（U+1F600）在小区名称；🙂（U+1F642）在指标 1 的完成情况；U+E000在指标 1 的完成情况';
    expect(result).toEqual({ ok: false, error: { code: 'publication.unprintable', detail: { characters } } });
    const alone = await makeNotice({ ...sampleInput, facts: narrated('网络覆盖率100%🙂') }, () => undefined);
    expect(alone).toMatchObject({ error: { detail: { characters: '🙂（U+1F642）在指标 1 的完成情况' } } });
  });

  it('[PU18] prints what shows nothing as nothing, blanks of any width as blanks, and every line end as one', async () => {
    const text = '一\u200b二\ufeff三\u2009四\ufe0f五\u2028六\u0085七\r八\v九\f十\u2066完';
    const input = { ...sampleInput, facts: narrated(text) };
    const pdf = await readPdf((await made(input)).pdf);
    const lines = columnPieces(pdf.pages[0] ?? [], 5, edgesOf(input)).map((piece) => piece.text);
    expect(lines.slice(0, 6)).toEqual(['一二三 四五', '六', '七', '八', '九', '十完']);
  });

  it('[PU11] draws the ticks that inspectors paste, and gives them back as they were typed', async () => {
    const text = '☑是 ☐否 ☒无 ✔有 ✗缺 ►见附件 ①②';
    const input = { ...sampleInput, facts: narrated(text) };
    const pdf = await readPdf((await made(input)).pdf);
    expect(columnText(pdf, 5, input)).toContain(squeezed(text));
  });

  it('[PU19] gives two characters that one glyph draws back each as itself, whichever came first', async () => {
    const input = { ...sampleInput, facts: narrated('南⽅与北方，⼀与一') };
    const pdf = await readPdf((await made(input)).pdf);
    const said = columnText(pdf, 5, input);
    expect(said).toContain('南⽅与北方，⼀与一');
    expect(said.match(/⽅/gu)).toHaveLength(1);
  });

  it('[PU20] never lets office or date run under a signature or out of the text area', async () => {
    for (const length of [12, 29, 60]) {
      const authority = '泰安市泰山区大数据中心'.repeat(6).slice(0, length);
      const notice = await made({ ...sampleInput, facts: { ...facts, profile: { ...facts.profile, authority } } });
      const persons = notice.signatureBoxes.filter(({ use }) => use === 'person');
      expect(persons, `${length}`).not.toHaveLength(0);
      const last = (await readPdf(notice.pdf)).pages.at(-1) ?? [];
      const right = marginsOf('web').left + TEXT_AREA.width;
      for (const piece of last.filter(({ size }) => Math.abs(size - 15.75) < 0.1)) {
        const end = piece.x + typesetter.width(piece.text, 'serif') * piece.size;
        expect(end).toBeLessThanOrEqual(right + 0.5);
        for (const box of persons) {
          const apart =
            end < box.x || piece.x > box.x + box.width || piece.y > box.y + box.height || piece.y + 14 < box.y;
          expect(apart, `${length}: ${piece.text}`).toBe(true);
        }
      }
    }
  });

  it('[PU12] keeps marks out of the metadata that would break it', async () => {
    const profile = { ...facts.profile, authority: '甲 & 乙 <中心>' };
    const { pdf } = await made({ ...sampleInput, facts: { ...facts, profile } });
    const metadata = /<x:xmpmeta[\s\S]*<\/x:xmpmeta>/u.exec(Buffer.from(pdf).toString('utf8'))?.[0] ?? '';
    expect(metadata).toContain('甲 及 乙 〈中心〉');
    expect(metadata).not.toMatch(/&(?!amp;|lt;|gt;|quot;|#)/u);
  });

  it('[PU16] a cancelled notice ends at once', async () => {
    const stop = new AbortController();
    const renderer = createNoticeRenderer();
    const running = renderer.render(sampleInput, { progress: () => stop.abort(), signal: stop.signal });
    expect(await running).toEqual({ ok: false, error: { code: 'publication.cancelled' } });
    await renderer.close();
  });
});
