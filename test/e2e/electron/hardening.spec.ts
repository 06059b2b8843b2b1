import { readFile } from 'node:fs/promises';
import { electronBinary } from '#build/electron-binary.ts';
import { HOST_NAMES } from '#shared/host/contract.ts';
import { expect, NO_ELECTRON, rootFlags, test } from './launch.ts';

test.skip(electronBinary() === undefined, NO_ELECTRON);

test('the page asks for nothing outside the program, under a policy that nothing breaks', async ({ program }) => {
  const { page, asked, breaches } = program;
  await page.getByRole('button', { name: '打开示例（学苑社区）' }).click();
  await expect(page).toHaveTitle('学苑社区 · 智慧社区验收工作台');
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter((url) => !/^(app:\/\/local\/|blob:app:\/\/local\/|data:)/.test(url))).toEqual([]);
  expect(breaches).toEqual([]);
});

test('the page has no Node, nothing of Electron, and one frozen object to reach the host by', async ({ program }) => {
  const seen = await program.page.evaluate(() => {
    const host: unknown = Reflect.get(window, 'host');
    return {
      node: ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter(
        (name) => Reflect.get(window, name) !== undefined,
      ),
      names: Object.keys(Object(host)).toSorted(),
      frozen: Object.isFrozen(host),
    };
  });
  expect(seen).toEqual({ node: [], names: [...HOST_NAMES, 'on'].toSorted(), frozen: true });
});

test('the page cannot leave, open a window, or hold a webview', async ({ program }) => {
  const { app, page } = program;
  const opened = await page.evaluate(() => window.open('https://example.com/') === null);
  expect(opened).toBe(true);
  await page.evaluate(() => {
    location.href = 'https://example.com/';
    const view = document.createElement('webview');
    view.setAttribute('src', 'https://example.com/');
    document.body.append(view);
  });
  await page.waitForTimeout(500);
  expect(page.url()).toBe('app://local/');
  const pages = await app.evaluate(({ webContents }) => webContents.getAllWebContents().map((one) => one.getType()));
  expect(pages).toEqual(['window']);
});

test('the page reaches no other origin and no file of the computer', async ({ program }) => {
  const reached = await program.page.evaluate(async () => {
    const attempts = ['https://example.com/', 'http://127.0.0.1:1/', 'file:///etc/passwd', 'app://other/'];
    const results = await Promise.all(
      attempts.map((url) =>
        fetch(url).then(
          ({ ok }) => ok,
          () => false,
        ),
      ),
    );
    return attempts.filter((_url, index) => results[index]);
  });
  expect(reached).toEqual([]);
});

test('the camera is given, and nothing else that a page can ask for', async ({ program }) => {
  const answers = await program.page.evaluate(async () => {
    const media = (wanted: MediaStreamConstraints) =>
      navigator.mediaDevices.getUserMedia(wanted).then(
        () => true,
        () => false,
      );
    const place = new Promise<boolean>((resolve) => {
      navigator.geolocation.getCurrentPosition(
        () => resolve(true),
        () => resolve(false),
      );
    });
    return {
      camera: await media({ video: true }),
      microphone: await media({ audio: true }),
      both: await media({ video: true, audio: true }),
      place: await place,
      notifications: await Notification.requestPermission(),
    };
  });
  expect(answers).toEqual({ camera: true, microphone: false, both: false, place: false, notifications: 'denied' });
});

test('a frame within the page cannot call the host', async ({ program }) => {
  const answer = await program.page.evaluate(async () => {
    const frame = document.createElement('iframe');
    frame.src = '/';
    document.body.append(frame);
    await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    try {
      const inner: unknown = frame.contentWindow === null ? undefined : Reflect.get(frame.contentWindow, 'host');
      return inner === undefined ? 'no host' : 'host';
    } catch {
      // The page forbids to be framed, so what stands there is Chromium's own page of another origin.
      return 'no host';
    }
  });
  expect(answer).toBe('no host');
});

test('the process that shows the page is sandboxed, and there is one window', async ({ program }) => {
  const { windows, pid, unsandboxed } = await program.app.evaluate(({ app, BrowserWindow }) => ({
    windows: BrowserWindow.getAllWindows().length,
    pid: BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0,
    // Told on Windows and macOS alone.
    unsandboxed: app.getAppMetrics().filter(({ type, sandboxed }) => type === 'Tab' && sandboxed === false).length,
  }));
  expect([windows, unsandboxed]).toEqual([1, 0]);
  // On Linux the kernel tells: 2 is a filter of system calls. Root has to do without.
  const isTold = process.platform === 'linux' && rootFlags.length === 0;
  const status = isTold ? await readFile(`/proc/${pid}/status`, 'utf8') : 'Seccomp:\t2';
  expect(status).toMatch(/^Seccomp:\t2$/m);
});

test('关于 names the Electron that the program runs on, one that is supported', async ({ program }) => {
  const version = await program.app.evaluate(() => process.versions['electron'] ?? '');
  expect(Number(version.split('.')[0])).toBeGreaterThanOrEqual(45);
});
