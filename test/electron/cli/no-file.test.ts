import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFile } from '#electron/cli/input/read-file.ts';
import { run } from '#electron/cli/run.ts';
import { tempFolder } from '#test/electron/services/temp-host.ts';
import { HAS_PIPES, KINDS, makeNoFiles } from '#test/support/no-files.ts';
import type { NoFiles } from '#test/support/no-files.ts';

const SAMPLE = 'resources/samples/xueyuan.json';

let folder: Awaited<ReturnType<typeof tempFolder>>;
let none: NoFiles;
beforeEach(async () => {
  folder = await tempFolder();
  none = await makeNoFiles(folder.path, '.ysb');
});
afterEach(async () => {
  await none.close();
  await folder.drop();
});

/** The command's failure, as its last line on stderr. */
async function refusal(...args: string[]): Promise<string> {
  let said = '';
  const code = await run(args, { read: readFile, out: () => undefined, error: (text) => void (said += text) });
  expect(code).toBe(2);
  return said;
}

describe.skipIf(!HAS_PIPES)('a pipe, a folder, a socket or a device where the command expects a file', () => {
  it.each(KINDS)('is refused in words and never waited for: %s', async (kind) => {
    const path = none.paths[kind];
    const out = join(folder.path, 'out');
    expect(await refusal('verify', path)).toContain('[package.not-a-package] 这个文件不是数据包');
    expect(await refusal('unpack', path, '--data', out)).toContain('[package.not-a-package]');
    const because = kind === 'folder' ? '同名的位置上是一个文件夹' : '这里不是文件，而是管道、套接字或设备';
    const readers = [
      ['assess', path],
      ['publish', path, '--out', out],
      ['assess', SAMPLE, '--catalogue', path],
      ['publish', SAMPLE, '--out', out, '--p12', path, '--password-env', 'HOME', '--role', '审核人'],
    ];
    for (const args of readers) expect(await refusal(...args)).toContain(`读不到文件 ${path}（${because}`);
    expect(await refusal('pack', 'inspection-x', '--data', out, '--out', path)).toContain('[cli.file-exists]');
    expect(await readdir(folder.path)).not.toContain('out');
  });
});
