import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The typefaces that notices embed, by the names their documents use. All under the OFL (resources/fonts). */
const FONT_FILES = {
  serif: { package: 'noto-serif-sc/400Regular', file: 'NotoSerifSC_400Regular.ttf' },
  serifBold: { package: 'noto-serif-sc/700Bold', file: 'NotoSerifSC_700Bold.ttf' },
  sans: { package: 'noto-sans-sc/400Regular', file: 'NotoSansSC_400Regular.ttf' },
  sansBold: { package: 'noto-sans-sc/700Bold', file: 'NotoSansSC_700Bold.ttf' },
} as const;

export type FontKey = keyof typeof FONT_FILES;

/**
 * Where a font file lies: a packaged build names its copy by `WORKBENCH_FONTS`, set by its main process before any
 * worker starts; otherwise the npm package is resolved as Node does. The one place that knows where fonts are.
 */
export function fontFile(key: FontKey): string {
  const { package: folder, file } = FONT_FILES[key];
  const packaged = process.env['WORKBENCH_FONTS'];
  if (packaged !== undefined && existsSync(join(packaged, file))) return join(packaged, file);
  return fileURLToPath(import.meta.resolve(`@expo-google-fonts/${folder}/${file}`));
}

const read = new Map<FontKey, Buffer>();

/** The bytes of a font, read once: they are 10 to 15 MB, and a notice is laid out several times. */
export function fontBytes(key: FontKey): Buffer {
  const known = read.get(key);
  if (known !== undefined) return known;
  const bytes = readFileSync(fontFile(key));
  read.set(key, bytes);
  return bytes;
}
