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
  const notices = await alteredNotices(await signedNotices());
  expect(notices.length).toBeGreaterThan(30);
  const code = await bundle();
  expect(code).not.toContain('browser-external');
  await page.route(`${PAGE}**`, (route) => {
    const pdf = notices[Number(new URL(route.request().url()).pathname.slice(1))]?.pdf;
    return route.fulfill(pdf === undefined ? { contentType: 'text/html', body: '<!doctype html>' } : { body: pdf });
  });
  await page.goto(`${PAGE}page`);
  await page.addScriptTag({ content: code });
  const told: unknown = await page.evaluate(`(async () => {
    const told = [];
    for (let at = 0; at < ${notices.length}; at++)
      told.push(await check.inspectSignatures(await (await fetch('/' + at)).bytes()));
    return told;
  })()`);
  const here = await Promise.all(notices.map(async ({ what, pdf }) => [what, await inspectSignatures(pdf)]));
  expect(notices.map(({ what }, at) => [what, told instanceof Array ? told[at] : told])).toEqual(here);
});
