import * as XLSX from 'xlsx';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeXlsx } from '#electron/services/publish/write-xlsx.ts';
import { assess } from '#shared/assess/assess.ts';
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
        const unwritable = /[\uFFFE\uFFFF\uD800-\uDFFF]|_x[0-9A-Fa-f]{4}_/u.test(typed);
        const kept = cell.is === 'text' && (unwritable || (read?.v ?? '') === cell.text);
        expect(kept, JSON.stringify(typed)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('figures', () => {
  it('[PU14] are numbers only where a spreadsheet keeps every digit', () => {
    expect(exactNumber('152714.25')).toMatchObject({ is: 'number', value: 152714.25, format: '0.00' });
    expect(exactNumber('123456789012345')).toMatchObject({ is: 'number' });
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
