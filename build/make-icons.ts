import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { create } from 'fontkit';
import * as v from 'valibot';
import { fontFile } from '#electron/services/publish/fonts.ts';
import { findBrowser } from './setup/browser.mjs';
import { ROOT } from './setup/project.mjs';

// node build/make-icons.ts — draws the mark of the window's head as the program's icon: SVG, PNG in the sizes that
// Linux desktops look for, ICO for Windows. The results are committed; run it again only when the mark changes.

const FOLDER = join(ROOT, 'resources', 'icons');
const PNG_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];
const ICO_SIZES = [16, 24, 32, 48, 64, 256];
const MARK = '验';

/** The mark as outlines, so that the picture needs no font where it is shown. */
function svg(): string {
  const font = create(readFileSync(fontFile('sansBold')));
  if (!('glyphForCodePoint' in font)) throw new Error('one face was expected, not a collection');
  const { path } = font.glyphForCodePoint(MARK.codePointAt(0) ?? 0);
  const { minX, minY, maxX, maxY } = path.bbox;
  const scale = 300 / Math.max(maxX - minX, maxY - minY);
  const centred = path
    .translate(-(minX + maxX) / 2, -(minY + maxY) / 2)
    .scale(scale, -scale)
    .translate(256, 256);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">
  <rect x="16" y="16" width="480" height="480" rx="112" fill="#0b57b0"/>
  <path fill="#fff" d="${centred.toSVG().replace(/\d+\.\d+/g, (number) => Number(number).toFixed(1))}"/>
</svg>
`;
}

const Picture = v.object({ png: v.string(), rgba: v.array(v.number()) });

/** Runs in the page, where these scripts' types have no document; so it is text, and its answer is checked. */
const DRAW = `async (address, edge) => {
  const image = new Image(edge, edge);
  image.src = address;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: edge, height: edge });
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0, edge, edge);
  return { png: canvas.toDataURL('image/png'), rgba: [...context.getImageData(0, 0, edge, edge).data] };
}`;

async function draw(page: Page, source: string, size: number): Promise<{ png: Buffer; rgba: Buffer }> {
  const url = `data:image/svg+xml;base64,${Buffer.from(source).toString('base64')}`;
  const { png, rgba } = v.parse(Picture, await page.evaluate(`(${DRAW})('${url}', ${size})`));
  return { png: Buffer.from(png.slice(png.indexOf(',') + 1), 'base64'), rgba: Buffer.from(rgba) };
}

/** An ICO entry below 256 pixels is a bitmap without file header: installers' tools read PNG at 256 alone. */
function bitmap(rgba: Buffer, size: number): Buffer {
  const maskRow = Math.ceil(size / 32) * 4;
  const head = Buffer.alloc(40);
  head.writeUInt32LE(40, 0);
  head.writeInt32LE(size, 4);
  head.writeInt32LE(size * 2, 8);
  head.writeUInt16LE(1, 12);
  head.writeUInt16LE(32, 14);
  const pixels = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const from = (y * size + x) * 4;
      const to = ((size - 1 - y) * size + x) * 4;
      const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(from, from + 4);
      pixels.set([blue, green, red, alpha], to);
    }
  return Buffer.concat([head, pixels, Buffer.alloc(maskRow * size)]);
}

function ico(entries: readonly { readonly size: number; readonly data: Buffer }[]): Buffer {
  const head = Buffer.alloc(6 + entries.length * 16);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(entries.length, 4);
  let offset = head.length;
  for (const [index, { size, data }] of entries.entries()) {
    const at = 6 + index * 16;
    // One byte for each edge, in which 0 stands for 256.
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(data.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += data.length;
  }
  return Buffer.concat([head, ...entries.map(({ data }) => data)]);
}

const executablePath = findBrowser();
if (executablePath === undefined) throw new Error('A Chromium browser is needed to draw the icons.');
const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
const page = await browser.newPage();
const source = svg();
writeFileSync(join(FOLDER, 'icon.svg'), source);
const icoEntries = [];
for (const size of PNG_SIZES) {
  const { png, rgba } = await draw(page, source, size);
  writeFileSync(join(FOLDER, `${size}x${size}.png`), png);
  if (ICO_SIZES.includes(size)) icoEntries.push({ size, data: size === 256 ? png : bitmap(rgba, size) });
}
writeFileSync(join(FOLDER, 'icon.ico'), ico(icoEntries));
await browser.close();
