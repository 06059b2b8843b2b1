import { describe, expect, it } from 'vitest';
import { refusedSwitch } from '#electron/services/shell-policy/switches.ts';

/** A start with these words; `added`: switches that Electron or the environment gave Chromium besides. */
const started = (argv: readonly string[], added: readonly string[] = []) => {
  const known = new Set([...argv.map((word) => word.replace(/^(--?|\/)/, '').replace(/=.*/, '')), ...added]);
  return { argv, has: (name: string) => known.has(name) };
};

describe('the switches that the installed program refuses', () => {
  it('names the one it was started with, however it was written', () => {
    expect(refusedSwitch(true, started(['--no-sandbox']))).toBe('no-sandbox');
    expect(refusedSwitch(true, started(['甲.ysb', '--remote-debugging-port=0']))).toBe('remote-debugging-port');
    expect(refusedSwitch(true, started(['-inspect-brk']))).toBe('inspect-brk');
    expect(refusedSwitch(true, started(['/disable-web-security']))).toBe('disable-web-security');
    const usual = ['allow-file-access-from-files', 'remote-debugging-pipe', 'inspect', 'load-extension'];
    const sandbox = ['disable-namespace-sandbox', 'no-zygote-sandbox', 'in-process-gpu', 'gpu-launcher'];
    for (const name of [...usual, ...sandbox, 'host-rules', 'proxy-pac-url', 'inspect-wait'])
      expect(refusedSwitch(true, started([`--${name}`]))).toBe(name);
  });

  it('does not mistake for the user’s what Electron itself gives Chromium at every start', () => {
    const electrons = ['allow-file-access-from-files', 'disable-features', 'js-flags', 'ozone-platform'];
    expect(refusedSwitch(true, started(['甲.ysb', '--data', '/data'], electrons))).toBeNull();
  });

  it('sees a sandbox that the environment switched off', () => {
    expect(refusedSwitch(true, started([], ['no-sandbox']))).toBe('no-sandbox');
  });

  it('takes a file for a file, and leaves harmless ones and a program under development alone', () => {
    expect(refusedSwitch(true, started(['/home/甲/inspect', '--', 'no-sandbox.ysb']))).toBeNull();
    expect(refusedSwitch(true, started(['--lang=zh-CN', '--ozone-platform=x11', '--disable-gpu']))).toBeNull();
    expect(refusedSwitch(false, started(['--no-sandbox']))).toBeNull();
  });
});
