import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from '@playwright/test';
import { findBrowser } from '#build/setup/browser.mjs';
import { createNoticeRenderer } from '#electron/services/publish/render-notice.ts';
import { assess } from '#shared/assessment/assess.ts';
import { noticeModel } from '#shared/publication/notice-model.ts';
import type { Comparison, Contender, Samples } from './harness.ts';
import { sample } from './harness.ts';
import { readSample } from './sample.ts';

const run = promisify(execFile);
const SOFFICE = ['/usr/bin/soffice', '/usr/bin/libreoffice', '/Applications/LibreOffice.app/Contents/MacOS/soffice'];

/** The whole notice (judged, laid out, drawn, annex embedded) against two programs that only print its table. */
export async function benchNotice(): Promise<Comparison[]> {
  const folder = await mkdtemp(join(tmpdir(), 'notice-bench-'));
  try {
    const html = join(folder, 'notice.html');
    await writeFile(html, tableHtml());
    return [...(await againstLibreOffice(folder, html)), ...(await againstChromium(html))];
  } finally {
    await rm(folder, { recursive: true });
  }
}

const renderer = createNoticeRenderer();
const ours: Contender = { name: 'notice PDF/A-3b with annex, thread kept', run: renderSample };
/** The first notice after a start: code loaded, typefaces opened, everything set for the first time. */
const first: Contender = {
  name: 'notice PDF/A-3b with annex, new thread',
  run: async () => {
    await renderer.close();
    await renderSample();
  },
};

async function renderSample(): Promise<void> {
  const { catalogue, facts } = readSample();
  const result = await renderer.render(
    {
      catalogue,
      catalogueSha256: '0'.repeat(64),
      facts,
      edition: 'web',
      date: '2024-09-02',
      final: true,
      accepted: [],
      createdAt: '2024-09-02T08:00:00.000Z',
    },
    { progress: () => undefined, signal: new AbortController().signal },
  );
  if (!result.ok) throw new Error(result.error.code);
}

async function againstLibreOffice(folder: string, html: string): Promise<Comparison[]> {
  const soffice = SOFFICE.find(existsSync);
  if (soffice === undefined) {
    console.log('\nSKIPPED: LibreOffice is not installed, so the notice is not held against it.');
    return [];
  }
  const profile = join(folder, 'profile');
  await mkdir(profile);
  const convert = () =>
    run(soffice, [
      `-env:UserInstallation=file://${profile}`,
      '--headless',
      '--infilter=HTML (StarWriter)',
      '--convert-to',
      'pdf',
      '--outdir',
      folder,
      html,
    ]);
  const baseline = { name: 'LibreOffice headless, the same table', run: convert };
  const [warm, cold, theirs] = await sample([ours, first, baseline], 5, 1);
  return [compare([warm, theirs], '≥ 4× faster', 1 / 4), compare([cold, theirs], 'none (for information)', null)];
}

async function againstChromium(html: string): Promise<Comparison[]> {
  const executablePath = findBrowser();
  if (executablePath === undefined) {
    console.log('\nSKIPPED: no Chromium, so the notice is not held against its printToPDF.');
    return [];
  }
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const print = async () => {
    const browser = await chromium.launch({ executablePath, args });
    const page = await browser.newPage();
    await page.setContent(await readFile(html, 'utf8'));
    await page.pdf({ landscape: true, format: 'A4' });
    await browser.close();
  };
  return [
    compare(
      await sample([ours, { name: 'Chromium started, printToPDF of the same table', run: print }], 8, 1),
      '≤ 1× the time',
      1,
    ),
  ];
}

function compare([mine, baseline]: readonly (Samples | undefined)[], goal: string, limit: number | null): Comparison {
  if (!mine || !baseline) throw new Error('a contender is missing');
  const met = limit === null ? null : (ratio: number) => ratio <= limit;
  return { title: `Notice against ${baseline.name}`, ours: mine, baseline, goal, met };
}

/** The six-column table as plain HTML: what a user without this program would print. */
function tableHtml(): string {
  const { catalogue, facts } = readSample();
  const model = noticeModel(catalogue, facts, assess(catalogue, facts), { date: '2024-09-02', final: true });
  const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>');
  const rows = model.rows.map(
    (row) =>
      `<tr>${[row.category, String(row.no), row.name, row.definition, row.requirement, row.narrative].map((cell) => `<td>${escape(cell)}</td>`).join('')}</tr>`,
  );
  return `<!doctype html><meta charset="utf-8"><style>td{border:1px solid;font:10.5pt "Noto Serif CJK SC"}</style><h1>${escape(model.title)}</h1><table>${rows.join('')}</table>`;
}
