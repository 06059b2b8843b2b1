import type { PDFDocumentProxy } from 'pdfjs-dist';

/** Size of a page in points (1/72 inch). */
export interface PageSize {
  readonly width: number;
  readonly height: number;
}

/** A PDF ready to be drawn. */
export interface OpenPdf {
  readonly document: PDFDocumentProxy;
  readonly sizes: readonly PageSize[];
  readonly close: () => void;
}

/**
 * Reads a PDF of this origin. Its fonts are embedded, so neither character maps nor system fonts are wanted, and
 * nothing of it is run. Rejects when the file cannot be fetched or read.
 */
export async function openPdf(url: string, signal: AbortSignal): Promise<OpenPdf> {
  const [pdfjs, data] = await Promise.all([import('pdfjs-dist'), bytesOf(url, signal)]);
  pdfjs.GlobalWorkerOptions.workerPort ??= new Worker(new URL('../../workers/pdf-worker.ts', import.meta.url), {
    type: 'module',
  });
  const task = pdfjs.getDocument({ data, useSystemFonts: false, useWasm: false, verbosity: 0 });
  const document = await task.promise;
  const close = () => void task.destroy();
  try {
    const numbers = Array.from({ length: document.numPages }, (_, index) => index + 1);
    const pages = await Promise.all(numbers.map((number) => document.getPage(number)));
    signal.throwIfAborted();
    const sizes = pages.map((page) => {
      const { width, height } = page.getViewport({ scale: 1 });
      return { width, height };
    });
    return { document, sizes, close };
  } catch (thrown) {
    close();
    throw thrown;
  }
}

async function bytesOf(url: string, signal: AbortSignal): Promise<Uint8Array> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${response.status} for ${url}`);
  return new Uint8Array(await response.arrayBuffer());
}
