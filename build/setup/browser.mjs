// Finds a Chromium family browser: the window of the browser edition, and what the end-to-end tests drive.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { aptInstall, canInstall } from './debian.mjs';
import { node24, ROOT, say } from './project.mjs';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'msedge',
];
const MAC = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
const WINDOWS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];
const IN_PLAYWRIGHT = [
  ['chrome-linux', 'chrome'],
  ['chrome-linux64', 'chrome'],
  ['chrome-linux-arm64', 'chrome'],
  ['chrome-win', 'chrome.exe'],
  ['chrome-win64', 'chrome.exe'],
  ['chrome-mac', 'Chromium.app', 'Contents', 'MacOS', 'Chromium'],
  ['chrome-mac-arm64', 'Google Chrome for Testing.app', 'Contents', 'MacOS', 'Google Chrome for Testing'],
  ['chrome-mac-x64', 'Google Chrome for Testing.app', 'Contents', 'MacOS', 'Google Chrome for Testing'],
];

/** The path of a browser that starts, or undefined. CHROME_PATH wins, then what the system has, then Playwright's. */
export function findBrowser() {
  const chosen = process.env.CHROME_PATH;
  if (chosen !== undefined && chosen !== '') {
    if (works(chosen)) return chosen;
    throw new Error(`CHROME_PATH is ${chosen}, but no browser starts there. Correct it or unset it.`);
  }
  return [...systemBrowsers(), ...playwrightBrowsers()].find(works);
}

/** Finds a browser or gets one; undefined, after saying what to do, where neither works. */
export function ensureBrowser() {
  const found = findBrowser() ?? fromPlaywright() ?? fromDebian();
  if (found === undefined)
    say('No browser found. Install Chromium, Google Chrome or Microsoft Edge, or set CHROME_PATH to one.');
  return found;
}

function systemBrowsers() {
  if (process.platform === 'darwin') return MAC.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  if (process.platform === 'win32') {
    const { ProgramFiles, LOCALAPPDATA } = process.env;
    const roots = [ProgramFiles, process.env['ProgramFiles(x86)'], LOCALAPPDATA].filter((root) => root !== undefined);
    return roots.flatMap((root) => WINDOWS.map((path) => join(root, path)));
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function playwrightBrowsers() {
  const cache = playwrightCache();
  if (!existsSync(cache)) return [];
  const versions = readdirSync(cache)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((one, other) => Number(other.slice(9)) - Number(one.slice(9)));
  return versions.flatMap((version) => IN_PLAYWRIGHT.map((path) => join(cache, version, ...path)));
}

function playwrightCache() {
  const { PLAYWRIGHT_BROWSERS_PATH, LOCALAPPDATA } = process.env;
  if (PLAYWRIGHT_BROWSERS_PATH) return PLAYWRIGHT_BROWSERS_PATH;
  if (process.platform === 'win32') return join(LOCALAPPDATA ?? homedir(), 'ms-playwright');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'ms-playwright');
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'ms-playwright');
}

/**
 * A file is not enough: Ubuntu's /usr/bin/chromium-browser may be a stub, and a downloaded browser may lack libraries.
 * On Windows asking for the version would open a window, so there the file has to do.
 * @param {string} path
 */
function works(path) {
  if (!existsSync(path)) return false;
  if (process.platform === 'win32') return true;
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

function fromPlaywright() {
  say("No browser found; trying Playwright's download of Chromium …");
  if (!playwright(['install', 'chromium'])) {
    say("Playwright's download did not work here.");
    return undefined;
  }
  const found = playwrightBrowsers().find(works);
  if (found !== undefined || !canInstall()) return found;
  say('The downloaded Chromium lacks system libraries; installing those …');
  playwright(['install-deps', 'chromium']);
  return playwrightBrowsers().find(works);
}

/** @param {readonly string[]} args */
function playwright(args) {
  const cli = join(ROOT, 'node_modules', 'playwright', 'cli.js');
  const env = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' };
  return spawnSync(node24(), [cli, ...args], { env, stdio: 'ignore', timeout: 180_000 }).status === 0;
}

function fromDebian() {
  if (!canInstall()) return undefined;
  aptInstall(['chromium']);
  return systemBrowsers().find(works);
}
