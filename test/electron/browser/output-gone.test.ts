import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { askRunning } from '#electron/browser/second-start.ts';
import { rendererFolder, temporaryFolder } from './stub-host.ts';

const MAIN = join(import.meta.dirname, '..', '..', '..', 'electron', 'browser', 'main.ts');

it('goes on when nobody reads what it says any more, and ends in order', async () => {
  const data = temporaryFolder();
  const args = [MAIN, '--serve', '--data', data, '--renderer', rendererFolder('')];
  const host = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(host, 'close');
  host.stdout.destroy();
  host.stderr.destroy();
  await expect.poll(() => askRunning(data), { timeout: 20_000 }).toMatchObject({ is: 'link' });
  host.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
}, 30_000);
