import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readArguments } from '#electron/browser/arguments.ts';
import { chromiumFlags } from '#electron/browser/chromium-flags.ts';
import { findBrowser, hasDisplay } from '#electron/browser/find-browser.ts';
import { temporaryFolder } from './stub-host.ts';
import { defaultDataFolder } from '#electron/services/shell-policy/default-data-folder.ts';

describe('the command line', () => {
  it('has a use without any argument', () => {
    expect(readArguments([])).toMatchObject({
      ok: true,
      value: { serve: false, port: undefined, browser: undefined, files: [] },
    });
  });

  it('reads what npm start hands over', () => {
    const given = readArguments(['--serve', '--data', '/d', '--renderer', '/r', '--browser', '/b', '--port', '8000']);
    const value = { dataFolder: '/d', renderer: '/r', browser: '/b', serve: true, port: 8000, files: [] };
    expect(given).toEqual({ ok: true, value });
  });

  it('refuses a wrong port and an unknown word with a sentence', () => {
    for (const argv of [['--port', '0'], ['--port', '70000'], ['--port', '80.5'], ['--port', 'x'], ['--no'], ['word']])
      expect(readArguments(argv), argv.join(' ')).toMatchObject({ ok: false, error: { code: 'app.bad-request' } });
  });

  it('takes packages along, relative to where it was typed, and refuses what is none', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, '学苑.ysb'), 'x');
    expect(readArguments(['--serve', '学苑.ysb'], folder)).toMatchObject({
      value: { files: [join(folder, '学苑.ysb')] },
    });
    expect(readArguments(['学苑.ysb', 'gone.ysb'], folder)).toMatchObject({
      ok: false,
      error: { detail: { reason: 'gone.ysb is no package (.ysb) that is there' } },
    });
  });

  it('keeps data where the system keeps a program’s own', () => {
    expect(defaultDataFolder('linux', {}, '/home/a')).toBe('/home/a/.local/share/smart-community-acceptance');
    expect(defaultDataFolder('linux', { XDG_DATA_HOME: '/x' }, '/home/a')).toBe('/x/smart-community-acceptance');
    expect(defaultDataFolder('win32', { LOCALAPPDATA: 'C:/L' }, 'C:/U')).toBe(
      join('C:/L', 'smart-community-acceptance'),
    );
  });
});

describe('the browser', () => {
  it('is the named one, then CHROME_PATH; a wrong name does not fall through to another browser', () => {
    expect(findBrowser(process.execPath, 'linux', { PATH: '' })).toBe(process.execPath);
    expect(findBrowser(undefined, 'linux', { CHROME_PATH: process.execPath })).toBe(process.execPath);
    expect(findBrowser('/no/such', 'linux', process.env)).toBeUndefined();
    expect(findBrowser(undefined, 'linux', { PATH: '/no/such' })).toBeUndefined();
  });

  it('needs a display on Linux', () => {
    expect([hasDisplay('linux', {}), hasDisplay('linux', { DISPLAY: '' })]).toEqual([false, false]);
    expect([hasDisplay('linux', { DISPLAY: ':0' }), hasDisplay('linux', { WAYLAND_DISPLAY: 'w' })]).toEqual([
      true,
      true,
    ]);
    expect([hasDisplay('win32', {}), hasDisplay('darwin', {})]).toEqual([true, true]);
  });

  const options = { profile: '/p', origin: 'http://app.localhost', port: 4000, isRoot: false, firstTime: true };

  it('keeps its sandbox for every user but root', () => {
    expect(chromiumFlags(options)).not.toContain('--no-sandbox');
    expect(chromiumFlags({ ...options, isRoot: true })).toContain('--no-sandbox');
  });

  it('knows one name, which is this host, and opens no debugging port', () => {
    const flags = chromiumFlags(options);
    expect(flags).toContain('--host-resolver-rules=MAP app.localhost:80 127.0.0.1:4000, MAP * ~NOTFOUND');
    expect(flags.some((flag) => flag.startsWith('--remote-debugging-port'))).toBe(false);
    expect(flags).toContain('--remote-debugging-pipe');
  });
});
