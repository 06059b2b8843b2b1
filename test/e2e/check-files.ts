import { expect } from '@playwright/test';
import * as XLSX from 'xlsx';
import { must, run } from '#test/support/tools.ts';

/** What programs of other makers say of the signed notice. */
export function expectSignedNotice(path: string): void {
  const said = must('pdfsig', [path]);
  expect(said).toContain('Signature is Valid');
  expect(said).toContain('Total document signed');
  expect(run('qpdf', ['--check', path])).toMatchObject({ status: 0 });
  // Cells break their text anywhere, so blanks and line ends say nothing.
  const text = must('pdftotext', ['-raw', path, '-']).replace(/\s/g, '');
  for (const figure of ['1200户', '1080户', '91.67%。由三家运营商共建', '97.5%', '松林物业有限公司', '智慧停车']) {
    expect(text).toContain(figure);
  }
  expect(text).toContain('松林社区');
  expect(text).toContain('运营商测试记录未到');
  expect(text).toContain('2024年9月10日');
}

/** The annex opens in another program, with the figures that were entered and ratios as formulas. */
export function expectAnnex(bytes: Buffer): void {
  const book = XLSX.read(bytes, { cellFormula: true });
  expect(book.SheetNames).toEqual(['汇总', '指标明细', '数据核对', '照片清单']);
  const cells = Object.values(book.Sheets['指标明细'] ?? {}) as readonly XLSX.CellObject[];
  const values = cells.map((cell) => cell.v);
  for (const value of [1200, 1100, 195, 200, '松林物业有限公司']) expect(values).toContain(value);
  const ratios = cells.filter((cell) => cell.f !== undefined).map((cell) => cell.v);
  expect(ratios).toContainEqual(expect.closeTo(1100 / 1200, 12));
  const photos = JSON.stringify(XLSX.utils.sheet_to_json(book.Sheets['照片清单'] ?? {}, { header: 1 }));
  expect(photos).toContain('千兆接入.jpg');
  expect(photos).toContain('机房.jpg');
}
