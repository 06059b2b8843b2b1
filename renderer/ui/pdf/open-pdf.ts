import type { PDFDocumentProxy } from 'pdfjs-dist';
import { lacksOf, type Lack } from './lacks-of.ts';

/** Size of a page in points (1/72 inch). */
export interface PageSize {
  readonly width: number;
  readonly height: number;
}

/** A PDF ready to be drawn. */
export interface OpenPdf {
  readonly document: PDFDocumentProxy;
  readonly sizes: readonly PageSize[];
  /** What of a page (from 1) could not be drawn as its maker meant it. */
  readonly lacks: (page: number) => Promise<readonly Lack[]>;
  readonly close: () => void;
}

/** Why a PDF is not on screen: its bytes are not to be had, it asks for a password, or it is no PDF that can be read. */
export type PdfFault = 'absent' | 'locked' | 'unreadable';

/** What `openPdf` rejects with. */
export class PdfError extends Error {
  readonly fault: PdfFault;

  constructor(fault: PdfFault, cause?: unknown) {
    super(fault, { cause });
    this.fault = fault;
  }
}

/**
 * Reads a PDF of this origin; nothing of it is run. What it does not embed comes from beside the page (character maps, the
 * standard fonts, decoders) or, as other Chinese fonts do, from the system. Rejects with a `PdfError`.
 */
export async function openPdf(url: string, signal: AbortSignal): Promise<OpenPdf> {
  const [pdfjs, data] = await Promise.all([import('pdfjs-dist'), bytesOf(url, signal)]);
  pdfjs.GlobalWorkerOptions.workerPort ??= new Worker(new URL('../../workers/pdf-worker.ts', import.meta.url), {
    type: 'module',
  });
  const task = pdfjs.getDocument({ data, ...besideThePage(), useSystemFonts: true, useWasm: false, verbosity: 0 });
  const document = await task.promise.catch((thrown: unknown) => {
    void task.destroy();
    throw new PdfError(thrown instanceof pdfjs.PasswordException ? 'locked' : 'unreadable', thrown);
  });
  const close = () => void task.destroy();
  try {
    const numbers = Array.from({ length: document.numPages }, (_, index) => index + 1);
    const pages = await Promise.all(numbers.map((number) => document.getPage(number)));
    signal.throwIfAborted();
    const sizes = pages.map((page) => {
      const { width, height } = page.getViewport({ scale: 1 });
      return { width, height };
    });
    const lacks = async (number: number) => lacksOf(await document.getPage(number), pdfjs.OPS);
    return { document, sizes, lacks, close };
  } catch (thrown) {
    close();
    throw thrown;
  }
}

async function bytesOf(url: string, signal: AbortSignal): Promise<Uint8Array> {
  try {
    const response = await fetch(url, { signal });
    if (!response.ok) throw new Error(`${response.status} for ${url}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (thrown) {
    throw new PdfError('absent', thrown);
  }
}

/** Where the window's own files for pdf.js lie. */
function besideThePage() {
  const folder = (name: string): string => new URL(`/pdfjs/${name}/`, window.location.href).href;
  return { cMapUrl: folder('cmaps'), standardFontDataUrl: folder('standard_fonts'), wasmUrl: folder('wasm') };
}
