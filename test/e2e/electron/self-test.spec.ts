import { existsSync, globSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureElectronHost } from '#build/bundles.ts';
import { electronBinary } from '#build/electron-binary.ts';
import { ROOT } from '#build/setup/project.mjs';
import { expect, NO_ELECTRON, rootFlags, runToEnd, test } from './launch.ts';

/** The program that npm run package left behind, hardened as it ships; undefined where there is none that can run. */
function packagedProgram(): string | undefined {
  // It keeps its sandbox whatever it is told, and that cannot run as root.
  if (rootFlags.length > 0) return undefined;
  const found = globSync('out/release/*-unpacked/acceptance-workbench{,.exe}', { cwd: ROOT });
  return found.map((path) => join(ROOT, path)).find((path) => existsSync(path));
}

async function outcomeOf(program: string, args: readonly string[]): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'workbench-self-test-'));
  const file = join(folder, 'outcome.json');
  const { code, said } = await runToEnd(program, [...args, `--self-test=${file}`, '--data', join(folder, 'data')]);
  expect(code, said).toBe(0);
  const outcome: unknown = JSON.parse(await readFile(file, 'utf8'));
  await rm(folder, { recursive: true, force: true });
  return outcome;
}

test.describe('the unpackaged program', () => {
  test.skip(electronBinary() === undefined, NO_ELECTRON);

  test('tests itself: its page loads, one call reaches the host, and a notice is made', async () => {
    await ensureElectronHost();
    const outcome = await outcomeOf(electronBinary() ?? '', [ROOT, ...rootFlags]);
    expect(outcome).toMatchObject({ ok: true, packaged: false, page: 'app://local/', roundTrip: true, notice: true });
  });
});

test.describe('the packaged program', () => {
  // Playwright cannot drive it: its fuses shut the inspector. So it has to speak for itself.
  test.skip(
    packagedProgram() === undefined,
    'no packaged program here, or it would run as root: npm run package -- --dir makes one',
  );

  test('tests itself with all its fuses set', async () => {
    const outcome = await outcomeOf(packagedProgram() ?? '', []);
    expect(outcome).toMatchObject({ ok: true, packaged: true, page: 'app://local/', roundTrip: true, notice: true });
  });
});
