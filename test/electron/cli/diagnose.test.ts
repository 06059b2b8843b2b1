import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { run } from '#electron/cli/run.ts';
import { readZip } from '#test/electron/services/diagnostics/read-zip.ts';
import { openHost, tempFolder } from '#test/electron/services/temp-host.ts';

async function diagnose(...args: readonly string[]) {
  const said = { out: '', error: '' };
  const code = await run(['diagnose', ...args], {
    read: () => Promise.reject(new Error('reads no input')),
    out: (text) => void (said.out += text),
    error: (text) => void (said.error += text),
  });
  return { code, ...said };
}

it('writes the 诊断包 of a data folder that another program has open, and nothing into that folder', async () => {
  const folder = await tempFolder();
  const data = join(folder.path, 'data');
  const host = await openHost(data);
  await host.call('inspection:open-sample', {});
  // The other program writes down how far its streams reach a second after they grew.
  await expect.poll(() => readdirSync(data), { timeout: 20_000 }).toContain('heads');
  const before = readdirSync(data);
  const out = join(folder.path, 'out.zip');
  expect(await diagnose('--data', data, '--out', out)).toEqual({ code: 0, out: `${out}\n`, error: '' });
  expect(readdirSync(data)).toEqual(before);
  expect([...(await readZip(out)).keys()]).toEqual(expect.arrayContaining(['journal.json', 'log/host.jsonl']));
  await host.close();
  await folder.drop();
});

it('works on a folder that the program refuses to open, and takes dumps along when told to', async () => {
  const folder = await tempFolder();
  writeFileSync(join(folder.path, 'format.json'), '{"format":999}');
  mkdirSync(join(folder.path, 'crash-dumps'));
  writeFileSync(join(folder.path, 'crash-dumps', 'a.dmp'), 'memory');
  const out = join(folder.path, 'out.zip');
  expect((await diagnose('--data', folder.path, '--out', out, '--with-dumps')).code).toBe(0);
  expect((await readZip(out)).get('crash-dumps/1.dmp')?.toString()).toBe('memory');
  await folder.drop();
});

it('replaces no file unless told to, least of all one of the data folder', async () => {
  const folder = await tempFolder();
  const kept = join(folder.path, 'settings.json');
  writeFileSync(kept, '{}');
  mkdirSync(join(folder.path, 'a.zip'));
  for (const [out, ...force] of [[kept], [join(folder.path, 'a.zip')], [join(folder.path, 'a.zip'), '--force']]) {
    const refused = await diagnose('--data', folder.path, '--out', out ?? '', ...force);
    expect(refused).toMatchObject({ code: 2, error: expect.stringContaining('cli.file-exists') });
  }
  expect(readFileSync(kept, 'utf8')).toBe('{}');
  const out = join(folder.path, 'out.zip');
  writeFileSync(out, 'older');
  expect((await diagnose('--data', folder.path, '--out', out, '--force')).code).toBe(0);
  expect((await readZip(out)).size).toBeGreaterThan(0);
  await folder.drop();
});

it('says what is wrong with how it was called', async () => {
  const folder = await tempFolder();
  expect(await diagnose('--data', folder.path)).toMatchObject({
    code: 2,
    error: expect.stringContaining('cli.bad-usage'),
  });
  const gone = await diagnose('--data', join(folder.path, 'gone'), '--out', 'x.zip');
  expect(gone).toMatchObject({ code: 2, error: expect.stringContaining('cli.file-unreadable') });
  const nowhere = await diagnose('--data', folder.path, '--out', join(folder.path, 'no', 'x.zip'));
  expect(nowhere).toMatchObject({ code: 2, error: expect.stringContaining('diagnostics.write-failed') });
  await folder.drop();
});
