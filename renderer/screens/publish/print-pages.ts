import type { OpenPdf } from '#renderer/ui/pdf/open-pdf.ts';

/** Fine enough that printed text shows no steps at reading distance, and a page still fits the memory of a small laptop. */
const PRINT_DPI = 240;

/**
 * Prints a PDF as pictures of its pages, one to a sheet, each sheet as large as its page. The window's own pages are
 * hidden for it by the style sheet (`.print-sheets`). `title` names the print job. Resolves when the system's dialog
 * has been left.
 */
export async function printPages(
  pdf: OpenPdf,
  title: string,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const sheets = document.createElement('div');
  sheets.className = 'print-sheets';
  const urls: string[] = [];
  const windowTitle = document.title;
  try {
    for (const [index, size] of pdf.sizes.entries()) {
      if (signal.aborted) return;
      onProgress(index, pdf.sizes.length);
      const url = URL.createObjectURL(await pictureOf(pdf, index + 1));
      urls.push(url);
      sheets.append(await sheetOf(url, size.width > size.height));
    }
    if (signal.aborted) return;
    document.body.append(sheets);
    document.title = title;
    await printed();
  } finally {
    document.title = windowTitle;
    sheets.remove();
    for (const url of urls) URL.revokeObjectURL(url);
  }
}

async function pictureOf(pdf: OpenPdf, number: number): Promise<Blob> {
  const page = await pdf.document.getPage(number);
  const viewport = page.getViewport({ scale: PRINT_DPI / 72 });
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(viewport.width);
  canvas.height = Math.round(viewport.height);
  await page.render({ canvas, viewport, intent: 'print' }).promise;
  const blob = await new Promise<Blob>((resolve, reject) => {
    canvas.toBlob((made) => (made === null ? reject(new Error('no picture of the page')) : resolve(made)), 'image/png');
  });
  // Gives the pixels back at once; a collector may take its time.
  canvas.width = 0;
  return blob;
}

async function sheetOf(url: string, landscape: boolean): Promise<HTMLElement> {
  const image = document.createElement('img');
  image.src = url;
  image.alt = '';
  await image.decode();
  const sheet = document.createElement('div');
  sheet.className = landscape ? 'sheet-landscape' : 'sheet-portrait';
  sheet.append(image);
  return sheet;
}

/**
 * `print()` blocks in some shells and not in others: what counts is the event. Where a shell never sends it, the user's
 * next move in the window says that the dialog is gone.
 */
function printed(): Promise<void> {
  const over = new AbortController();
  return new Promise<void>((resolve) => {
    for (const sign of ['afterprint', 'pointerdown', 'keydown']) {
      addEventListener(sign, () => resolve(), { once: true, signal: over.signal });
    }
    window.print();
  }).finally(() => over.abort());
}
