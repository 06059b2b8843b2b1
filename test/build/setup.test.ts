import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installationFault } from '#build/setup/install.mjs';

const ROOT = join(import.meta.dirname, '..', '..');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'setup-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function lock(packages: Record<string, object>): void {
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages }));
}

function installed(packages: Record<string, object>): void {
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  writeFileSync(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }));
}

describe('whether the dependencies are installed', () => {
  it('a fresh clone has none', () => {
    lock({ 'node_modules/a': { version: '1.0.0' } });
    expect(installationFault(folder)).toBe('no dependencies are installed yet');
  });

  it('another version than the lock file names is a fault that says which', () => {
    lock({ 'node_modules/a': { version: '1.0.1' } });
    installed({ 'node_modules/a': { version: '1.0.0' } });
    expect(installationFault(folder)).toBe('a is not at version 1.0.1');
  });

  it("another system's optional package may be absent", () => {
    lock({
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/a-win32': { version: '1.0.0', optional: true },
    });
    installed({ 'node_modules/a': { version: '1.0.0' } });
    expect(installationFault(folder)).toBeUndefined();
  });
});

describe('the browser that is used', () => {
  const find = (env: Record<string, string>) =>
    spawnSync(
      process.execPath,
      ['-e', "import('#build/setup/browser.mjs').then((m) => console.log(m.findBrowser() ?? 'none'))"],
      { cwd: ROOT, encoding: 'utf8', env: { PATH: folder, HOME: folder, ...env } },
    );

  function program(path: string, exit: number): string {
    const file = join(folder, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, `#!/bin/sh\nexit ${exit}\n`);
    chmodSync(file, 0o755);
    return file;
  }

  it('is the one of CHROME_PATH, and a wrong CHROME_PATH is refused by name', () => {
    const mine = program('mine', 0);
    expect(find({ CHROME_PATH: mine }).stdout.trim()).toBe(mine);
    expect(find({ CHROME_PATH: '/nowhere/chrome' }).stderr).toContain('CHROME_PATH is /nowhere/chrome');
  });

  it('is one that starts: a stub that only prints advice is passed over', () => {
    program('chromium', 1);
    const chrome = program('google-chrome', 0);
    expect(find({}).stdout.trim()).toBe(chrome);
  });

  it("is Playwright's newest where the system has none", () => {
    program('.cache/ms-playwright/chromium-900/chrome-linux/chrome', 0);
    const newest = program('.cache/ms-playwright/chromium-1255/chrome-linux64/chrome', 0);
    expect(find({}).stdout.trim()).toBe(newest);
  });

  it('is none where there is none', () => {
    expect(find({}).stdout.trim()).toBe('none');
  });
});

describe('the guard against a wrong Node', () => {
  it('lets Node 24 pass and names the fix on another', () => {
    const guard = join(ROOT, 'build', 'node-guard.mjs');
    expect(spawnSync(process.execPath, [guard]).status).toBe(0);
    const pretend = "Object.defineProperty(process.versions, 'node', { value: '20.20.2' });";
    const run = spawnSync(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`, guard],
      {
        encoding: 'utf8',
      },
    );
    expect({ status: run.status, says: run.stderr.includes('Fix: run the command through npm') }).toEqual({
      status: 1,
      says: true,
    });
  });
});
