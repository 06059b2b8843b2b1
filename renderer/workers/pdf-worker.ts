// Reads PDFs beside the window's own thread; bundled as a file of this origin, so that no policy has to be loosened.
import 'pdfjs-dist/build/pdf.worker.min.mjs';
