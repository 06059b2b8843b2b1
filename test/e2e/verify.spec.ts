import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { build } from 'vite';
import { inspectSignatures } from '#shared/verify/inspect-signatures.ts';
import { alteredNotices, signedNotices } from '#test/shared/verify/altered-notices.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const PAGE = 'https://check.example/';

/** The check alone as a script for a page, as the global `check`; fails where it asks for something of Node's. */
async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    publicDir: false,
    plugins: [
      {
        name: 'no-node',
        enforce: 'pre',
        resolveId(id: string) {
          if (id.startsWith('node:')) throw new Error(`the check of signatures asks for ${id}`);
        },
      },
    ],
    build: {
      write: false,
      minify: false,
      lib: { entry: join(ROOT, 'shared', 'verify', 'inspect-signatures.ts'), formats: ['iife'], name: 'check' },
    },
  });
  const [output] = [built].flat();
  const chunk = output !== undefined && 'output' in output ? output.output[0] : undefined;
  if (chunk === undefined) throw new Error('nothing was built');
  return chunk.code;
}

test('a page without a program says of signed notices, sound and altered, what the host says', async ({ page }) => {
  const code = await bundle();
  expect(code).not.toContain('browser-external');
  await page.route(`${PAGE}**`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>验</title>' }),
  );
  await page.goto(PAGE);
  await page.addScriptTag({ content: code });
  const notices = await alteredNotices(await signedNotices());
  expect(notices.length).toBeGreaterThan(30);
  for (const { what, pdf } of notices) {
    const here = await inspectSignatures(pdf);
    const there = await page.evaluate(`check.inspectSignatures(Uint8Array.fromBase64('${pdf.toString('base64')}'))`);
    expect(there, what).toEqual(JSON.parse(JSON.stringify(here)));
  }
});
