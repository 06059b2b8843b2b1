import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hasTool, TEST_TOOLS } from '#build/setup/tools.mjs';

export interface Display {
  readonly name: string;
  close(): void;
}

/** The machine's own display, else one that nobody sees; without either the test cannot run, and says what to install. */
export async function openDisplay(): Promise<Display> {
  const own = process.env['DISPLAY'];
  if (own !== undefined && own !== '') return { name: own, close: () => undefined };
  if (!hasTool('Xvfb'))
    throw new Error(
      `There is no display and no Xvfb: install the package ${TEST_TOOLS.Xvfb} (npm test does that as root)`,
    );
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1366x768x24'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = xvfb.stdio[3];
  if (number === null || number === undefined) throw new Error('Xvfb has no pipe to name its display on');
  const [told] = await once(number, 'data');
  return { name: `:${String(told).trim()}`, close: () => void xvfb.kill() };
}
