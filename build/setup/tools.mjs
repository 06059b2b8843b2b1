// What the product and its tests want from the system beside a browser: Chinese glyphs, and independent PDF programs.
import { spawnSync } from 'node:child_process';
import { aptInstall, canInstall } from './debian.mjs';
import { say } from './project.mjs';

/** Programs that tests use (second opinions on the PDF files, a display), with the Debian package that holds each. */
export const TEST_TOOLS = {
  qpdf: 'qpdf',
  pdfsig: 'poppler-utils',
  pdfinfo: 'poppler-utils',
  pdftotext: 'poppler-utils',
  pdfdetach: 'poppler-utils',
  openssl: 'openssl',
  Xvfb: 'xvfb',
};

/** True where `program` can be started. @param {string} program */
export function hasTool(program) {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
}

/** Chinese text in the window needs a Chinese font on the system; Windows and macOS bring theirs. */
export function ensureFonts() {
  if (process.platform !== 'linux' || hasChineseFont()) return;
  if (canInstall() && aptInstall(['fontconfig', 'fonts-noto-cjk'])) return;
  say('No Chinese font found, so the window will show boxes: install one, e.g. the package fonts-noto-cjk.');
}

function hasChineseFont() {
  const list = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' });
  return list.status === 0 && list.stdout.trim() !== '';
}

/** The tests that need a tool which is still missing afterwards fail, naming its package; none is skipped. */
export function ensureTestTools() {
  const missing = Object.entries(TEST_TOOLS).filter(([program]) => !hasTool(program));
  if (missing.length === 0) return;
  const packages = [...new Set(missing.map(([, name]) => name))];
  if (canInstall() && aptInstall(packages)) return;
  say(
    `Missing for the tests: ${packages.join(', ')}. Install them (on Debian: apt-get install ${packages.join(' ')}).`,
  );
}
