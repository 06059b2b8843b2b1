import * as XLSX from 'xlsx';
import fc from 'fast-check';
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeXlsx } from '#electron/services/publish/write-xlsx.ts';
import { assess } from '#shared/assessment/assess.ts';
import type { Assessment } from '#shared/assess/types.ts';
import type { Facts } from '#shared/facts/schema.ts';
import { annexSheets } from '#shared/publication/annex-sheets.ts';
import { exactNumber, text } from '#shared/publication/annex-types.ts';
import { noticeModel } from '#shared/publication/notice-model.ts';
import { calculate } from './formula.ts';
import { catalogue, facts, sampleInput } from './sample.ts';

const CREATED = new Date('2024-09-02T00:00:00.000Z');

function annexOf(of: Facts, assessment: Assessment = assess(catalogue, of)): Uint8Array {
  const model = noticeModel(catalogue, of, assessment, sampleInput);
  const { catalogueSha256 } = sampleInput;
  return writeXlsx(annexSheets({ catalogue, catalogueSha256, facts: of, assessment, model }), model.annexFile, CREATED);
}
const reopened = (bytes: Uint8Array): XLSX.WorkBook =>
  XLSX.read(bytes, { type: 'array', cellFormula: true, cellNF: true });

interface Found {
  readonly sheet: string;
  readonly address: string;
  readonly cell: XLSX.CellObject;
}
function cells(book: XLSX.WorkBook): Found[] {
  return book.SheetNames.flatMap((sheet) =>
    Object.entries(book.Sheets[sheet] ?? {}).flatMap(([address, cell]) =>
      address.startsWith('!') ? [] : [{ sheet, address, cell: { ...cell } }],
    ),
  );
}
/** A part of the zip as text. */
function part(bytes: Uint8Array, path: string): string {
  const container = XLSX.CFB.read(Buffer.from(bytes), { type: 'buffer' });
  return Buffer.from(XLSX.CFB.find(container, path)?.content ?? []).toString('utf8');
}

const Inches = v.pipe(v.string(), v.transform(Number));
const Margins = v.object({ left: Inches, right: Inches, top: Inches, bottom: Inches, header: Inches, footer: Inches });
/** The margins of a sheet, in inches. */
function marginsIn(sheet: string): v.InferOutput<typeof Margins> {
  const [margins = ''] = /<pageMargins[^>]*>/u.exec(sheet) ?? [];
  return v.parse(
    Margins,
    Object.fromEntries([...margins.matchAll(/(\w+)="([\d.]+)"/gu)].map((found) => found.slice(1))),
  );
}

describe('the annex of the sample inspection', () => {
  let bytes: Uint8Array;
  let book: XLSX.WorkBook;
  beforeAll(() => {
    bytes = annexOf(facts);
    book = reopened(bytes);
  });

  it('has the four sheets, every clause and every indicator', () => {
    expect(book.SheetNames).toEqual(['汇总', '指标明细', '数据核对', '照片清单']);
    const written = new Set(cells(book).map(({ cell }) => cell.v));
    for (const indicator of assess(catalogue, facts).indicators) {
      expect(written).toContain(indicator.name);
      for (const clause of indicator.clauses) expect(written).toContain(clause.id);
    }
  });

  it('[PU14] keeps figures live, with the values they calculate to', () => {
    const formulas = cells(book).filter(({ cell }) => cell.f !== undefined);
    expect(formulas.length).toBeGreaterThan(40);
    for (const { sheet, cell } of formulas) {
      expect(calculate(cell.f ?? '', book.Sheets[sheet] ?? {}, book.Sheets)).toBe(cell.v);
    }
  });

  it('[PU14] counts in the summary what the assessment found', () => {
    const { tally } = assess(catalogue, facts);
    const rows: unknown[][] = XLSX.utils.sheet_to_json(book.Sheets['汇总'] ?? {}, { header: 1 });
    const total = rows.find((row) => row[0] === '合计') ?? [];
    expect(total.slice(1, 6)).toEqual([32, tally['符合'], tally['不符合'], tally['待核'], tally['不适用']]);
  });

  it('[PU10] has the same bytes every time', () => {
    expect(Buffer.from(annexOf(facts)).equals(bytes)).toBe(true);
  });

  it('freezes and repeats its heads, and prints on A4 across its width', () => {
    for (const number of [1, 2, 3, 4]) {
      const xml = part(bytes, `/xl/worksheets/sheet${number}.xml`);
      expect(xml).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
      expect(xml).toContain('<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>');
      expect(xml).toContain('<pageSetUpPr fitToPage="1"/>');
    }
    const titles = book.Workbook?.Names?.filter(({ Name }) => Name === '_xlnm.Print_Titles');
    expect(titles?.map(({ Ref }) => Ref.replaceAll("'", ''))).toEqual(book.SheetNames.map((name) => `${name}!$1:$1`));
  });
});

describe('what people type', () => {
  const HOSTILE = ['=1+1', "=cmd|' /C calc'!A0", '+1', '-1', '@SUM(A1)', '＝1+1', '＋1', '－1', '＠A1', '\t=1', '\r=1'];

  it.each(HOSTILE)('[PU14] stays text: %j', (typed) => {
    const hostile: Facts = {
      ...facts,
      narratives: { ...facts.narratives, 1: { text: typed } },
      waivers: [{ target: '9', reason: typed, by: typed }],
      estates: facts.estates.map((estate) => ({ ...estate, name: typed })),
    };
    const found = cells(reopened(annexOf(hostile)));
    const kept = found.filter(({ cell }) => String(cell.v).includes(typed.replace('\r', '\n').trim()));
    expect(kept.length).toBeGreaterThan(1);
    for (const { cell } of kept) expect(cell).toMatchObject({ t: 's', z: '@' });
    for (const { cell } of found) expect(cell.f ?? 'A1/B1').toMatch(/^(?:[A-Z]+\d+\/[A-Z]+\d+|SUM|COUNT)/u);
  });

  it('[PU14] stays text and is kept whole, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
        const cell = text(typed);
        const sheet = { name: '甲', headRows: 1, widths: [10], rows: [[text('头')], [cell]], merges: [] };
        const read = reopened(writeXlsx([sheet], '甲', CREATED)).Sheets['甲']?.['A2'];
        expect(read?.f).toBeUndefined();
        expect(read?.t ?? 's').toBe('s');
        const kept = cell.is === 'text' && (read?.v ?? '') === cell.text;
        expect(kept, JSON.stringify(typed)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

/** What a cell holds by the format's own definition (ST_Xstring), read from the parts themselves. */
function byDefinition(bytes: Uint8Array): readonly string[] {
  const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return [...part(bytes, '/xl/sharedStrings.xml').matchAll(/<t[^>]*>(.*?)<\/t>/gsu)].map(([, stored = '']) =>
    stored
      .replace(/&(lt|gt|quot|apos|amp);/gu, (whole, name: string) => entities[name] ?? whole)
      .replace(/_x([0-9A-Fa-f]{4})_/gu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
  );
}
const oneCell = (typed: string): Uint8Array =>
  writeXlsx([{ name: '甲', headRows: 1, widths: [10], rows: [[text(typed)]], merges: [] }], '甲', CREATED);

describe('what looks like something else in a workbook', () => {
  it.each(['_x0031_', '型号_x0031_B；_x000d_', '__x0041__', '_x005F_', '_x_', "'=1", '＝1', ' 空格 '])(
    '[PU14] reads back as typed by program and by definition: %j',
    (typed) => {
      expect(byDefinition(oneCell(typed))).toEqual([typed]);
      expect(reopened(oneCell(typed)).Sheets['甲']?.['A1']).toMatchObject({ t: 's', v: typed });
    },
  );

  it('[PU14] marks what no file can hold, and breaks lines in one way', () => {
    expect(text('甲\uD800乙\uFFFF')).toMatchObject({ text: '甲\uFFFD乙\uFFFD' });
    expect(text('一\u2028二\u0085三\r\n四\v五\u0007')).toMatchObject({ text: '一\n二\n三\n四\n五' });
  });

  it('[PU14] says in the cell that a text is too long for one', () => {
    const kept = byDefinition(oneCell('_x0031_'.repeat(5000)))[0] ?? '';
    expect(kept.replace(/^(?:_x0031_)+/u, '')).toMatch(/^[_x0-9]*……（过长，此处截断）$/u);
    const [most, cut] = [32_767, 32_768].map((length) => byDefinition(oneCell('长'.repeat(length)))[0]);
    expect(most).toBe('长'.repeat(32_767));
    expect(cut).toMatch(/^长{32000,}……（过长，此处截断）$/u);
    expect(cut?.length).toBeLessThanOrEqual(32_767);
    const astral = String(reopened(oneCell('𠀀'.repeat(20_000))).Sheets['甲']?.['A1']?.v);
    expect(astral.replaceAll('𠀀', '')).toBe('……（过长，此处截断）');
    expect(astral.length).toBeGreaterThan(32_000);
  });
});

describe('what is printed of the annex', () => {
  const reason = '因'.repeat(480);
  const long: Facts = {
    ...facts,
    narratives: { ...facts.narratives, 7: { text: '字'.repeat(2500) } },
    waivers: [{ target: '9', reason: `九${reason}`, by: '张三' }],
    overrides: [{ target: '3a', result: '不符合', reason: `三${reason}`, by: '李四' }],
  };
  const { answers } = facts;
  const without4a3 = { ...answers, '4a3': {}, '4c': {} };

  it('[PU4] has the reasons and names of 不涉及 and 人工认定, whole, in list and detail', () => {
    const book = reopened(annexOf(long));
    for (const column of [/^汇总!H/u, /^指标明细!O/u]) {
      const said = cells(book)
        .filter(({ sheet, address }) => column.test(`${sheet}!${address}`))
        .map(({ cell }) => String(cell.v))
        .join('');
      const all = [`九${reason}`, '认定人：张三', `三${reason}`, '李四'];
      expect(all.filter((one) => !said.includes(one))).toEqual([]);
    }
  });

  it('[PU14] splits a row that no row can hold, counts it once and loses nothing', () => {
    const book = reopened(annexOf(long));
    const summary: unknown[][] = XLSX.utils.sheet_to_json(book.Sheets['汇总'] ?? {}, { header: 1 });
    const from = summary.findIndex((row) => row[0] === 7);
    const to = summary.findIndex((row) => row[0] === 8);
    expect(to - from).toBeGreaterThan(2);
    expect(
      summary
        .slice(from, to)
        .map((row) => row[6])
        .join(''),
    ).toBe('字'.repeat(2500));
    for (const { cell } of cells(book).filter(({ cell: one }) => one.f?.startsWith('COUNT')))
      expect(calculate(cell.f ?? '', book.Sheets['汇总'] ?? {}, book.Sheets)).toBe(cell.v);
    for (const number of [1, 2, 3, 4]) {
      const heights = [...part(annexOf(long), `/xl/worksheets/sheet${number}.xml`).matchAll(/ ht="([\d.]+)"/gu)];
      expect(Math.max(...heights.map(([, height]) => Number(height)))).toBeLessThanOrEqual(409);
    }
  });

  it('names the field that a figure truly comes from', () => {
    const said = cells(reopened(annexOf({ ...facts, answers: without4a3 }))).map(({ cell }) => cell.v);
    expect(said.filter((one) => one === '未单独填报，取4a2“视频监控摄像机总数”')).toHaveLength(2);
    // Nothing is taken from what nobody answered.
    const none = cells(reopened(annexOf({ ...facts, answers: { ...without4a3, '4a2': {} } }))).map(
      ({ cell }) => cell.v,
    );
    expect(none.join()).not.toContain('取4a2');
  });

  it('can be filtered, says when a list is empty, and is no wider than A4 holds in 8 points', () => {
    const bytes = annexOf({ ...facts, evidence: [] });
    const book = reopened(bytes);
    for (const name of book.SheetNames) expect(book.Sheets[name]?.['!autofilter']?.ref).toMatch(/^A\d+:[A-Z]\d+$/u);
    expect(cells(book).map(({ cell }) => cell.v)).toContain('没有添加照片和文件');
    expect(book.Props?.Title).toBe('学苑社区智慧社区建设指标验收明细');
    for (const number of [1, 2, 3, 4]) {
      const sheet = part(bytes, `/xl/worksheets/sheet${number}.xml`);
      const widths = [...sheet.matchAll(/<col [^>]*width="([\d.]+)"/gu)];
      // 6.7 points to a unit at 10.5 points; A4 turned is 842 points wide, margins are in inches.
      const across = widths.reduce((sum, [, width]) => sum + Number(width) * 6.7, 0);
      const { left, right, top, bottom, header, footer } = marginsIn(sheet);
      expect((10.5 * (842 - 72 * (left + right))) / across).toBeGreaterThanOrEqual(8);
      // The page number lies in its margin, and no margin takes the room of a row.
      expect(Math.max(header, footer)).toBeLessThanOrEqual(0.3);
      for (const margin of [top, bottom]) expect(margin).toBeCloseTo(0.6);
    }
  });
});

describe('figures', () => {
  it('[PU14] are numbers only where a spreadsheet keeps every digit', () => {
    expect(exactNumber('152714.25')).toMatchObject({ is: 'number', value: 152714.25, format: '0.00' });
    expect(exactNumber('123456789012345')).toMatchObject({ is: 'number' });
    expect(exactNumber('9007199254740991')).toMatchObject({ is: 'text', text: '9007199254740991' });
    expect(exactNumber('12345678901234567')).toMatchObject({ is: 'text', text: '12345678901234567' });
    expect(exactNumber('=1+1')).toMatchObject({ is: 'text' });
  });

  it('[PU15] show as many decimals as it takes to stand on their side of the threshold', () => {
    const near = { ...facts, profile: { ...facts.profile, facts: { ...facts.profile.facts, households: 100_000 } } };
    const short: Facts = { ...near, answers: { ...near.answers, '1a': { gigabit: 89_999 } } };
    const ratio = cells(reopened(annexOf(short))).find(({ cell }) => cell.v === 0.89999);
    expect(ratio?.cell.z).toBe('0.000%');
  });
});
