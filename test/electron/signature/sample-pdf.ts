import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as XLSX from 'xlsx';
import type { AppearanceFonts } from '#electron/services/signature/appearance.ts';

interface PdfMake {
  setFonts(fonts: object): void;
  setUrlAccessPolicy(policy: () => boolean): void;
  setLocalAccessPolicy(policy: (path: string) => boolean): void;
  createPdf(definition: object): { getBuffer(): Promise<Buffer> };
}

// pdfmake ships no types, and its Node build is CommonJS.
const require = createRequire(import.meta.url);
const fontPath = (weight: string): string =>
  require.resolve(`@expo-google-fonts/noto-sans-sc/${weight}/NotoSansSC_${weight}.ttf`);

/** The fonts of the visible block. */
export const FONTS: AppearanceFonts = {
  regular: readFileSync(fontPath('400Regular')),
  bold: readFileSync(fontPath('700Bold')),
};

function annex(): string {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(
    book,
    XLSX.utils.aoa_to_sheet([
      ['指标', '结果'],
      ['有线宽带网络', '符合'],
    ]),
    '汇总',
  );
  return XLSX.write(book, { type: 'base64', bookType: 'xlsx' });
}

/** A notice in small: PDF/A-3b from pdfmake, with an embedded workbook, a landscape and a portrait page. */
export async function samplePdf(): Promise<Uint8Array> {
  const pdfmake: PdfMake = require('pdfmake');
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => path.endsWith('.ttf'));
  const font = { normal: fontPath('400Regular'), bold: fontPath('700Bold') };
  pdfmake.setFonts({ NotoSansSC: font });
  const at = new Date('2026-01-05T06:00:00Z');
  const mime = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  const definition = {
    version: '1.7',
    subset: 'PDF/A-3b',
    tagged: false,
    language: 'zh-CN',
    info: { title: '智慧社区建设验收结果公示', creationDate: at, modDate: at },
    pageSize: 'A4',
    defaultStyle: { font: 'NotoSansSC', fontSize: 12 },
    content: [
      { text: '智慧社区建设验收结果公示', bold: true, fontSize: 21, alignment: 'center' },
      { text: '学苑社区验收结果：达到标准。', pageOrientation: 'portrait', pageBreak: 'after' },
      { text: '公示期五个工作日。' },
    ],
    files: {
      annex: {
        src: `data:${mime};base64,${annex()}`,
        name: '附件1.xlsx',
        type: mime,
        description: '指标明细',
        relationship: 'Data',
        creationDate: at,
        modifiedDate: at,
      },
    },
  };
  return new Uint8Array(await pdfmake.createPdf(definition).getBuffer());
}
