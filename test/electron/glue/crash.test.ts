import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { MessageBoxOptions } from 'electron';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { endOnFault, keepCrashDumps, watchForCrashes, watchHelpers } from '#electron/glue/crash.ts';
import { err, ok } from '#shared/result.ts';
import { temporaryFolder } from '#test/electron/browser/stub-host.ts';
import { emitter } from '#test/fakes/emitter.ts';

afterEach(() => void vi.useRealTimers());

/** A window, and dialogs that are answered by what stands in `answers`, one after the other. */
function scene(answers: readonly (number | 'open')[] = []) {
  const done: string[] = [];
  const shown: MessageBoxOptions[] = [];
  const logged: unknown[] = [];
  const page = Object.assign(emitter(), {
    reload: () => void done.push('reload'),
    forcefullyCrashRenderer: () => void done.push('kill'),
  });
  const window = Object.assign(emitter(), { webContents: page });
  const left = [...answers];
  let saved: Awaited<ReturnType<Parameters<typeof watchForCrashes>[1]['diagnostics']['save']>> = ok(null);
  let time = 0;
  watchForCrashes(window, {
    dialog: {
      showMessageBox: (options: unknown) => {
        shown.push(options as MessageBoxOptions); // the one way the product calls it
        const answer = left.shift() ?? 0;
        return answer === 'open'
          ? new Promise(() => undefined)
          : Promise.resolve({ response: answer, checkboxChecked: false });
      },
      showSaveDialog: async (options: unknown) => {
        done.push(`ask ${JSON.stringify(options)}`);
        return { canceled: false, filePath: '/chosen/out.zip' };
      },
    },
    log: { info: (event, fields) => void logged.push({ event, ...fields }) },
    diagnostics: {
      save: async (path, { withDumps }) => (done.push(`save ${path} ${withDumps ? 'with' : 'without'} dumps`), saved),
    },
    folder: () => '/documents',
    now: () => time,
    quit: () => void done.push('quit'),
  });
  const die = (reason = 'crashed') => page.emit('render-process-gone', {}, { reason, exitCode: 139 });
  return {
    window,
    done,
    shown,
    logged,
    die,
    pass: (ms: number) => (time += ms),
    failSaving: () => (saved = err('diagnostics.write-failed', { reason: 'ENOSPC' })),
  };
}

describe('a page that died', () => {
  it('is loaded again once, and once more after a minute, and each time noted with its reason', () => {
    const { done, shown, logged, die, pass } = scene();
    die('oom');
    pass(60_000);
    die('crashed');
    expect(done).toEqual(['reload', 'reload']);
    expect(shown).toEqual([]);
    expect(logged).toEqual([
      { event: 'window-gone', reason: 'oom', exit: 139 },
      { event: 'window-gone', reason: 'crashed', exit: 139 },
    ]);
  });

  it('dying again within a minute asks what to do, and says what is safe', async () => {
    const { done, shown, die, pass } = scene([2]);
    die();
    pass(59_000);
    die();
    await expect.poll(() => done).toEqual(['reload', 'quit']);
    expect(shown[0]).toMatchObject({
      buttons: ['重新载入', '导出诊断包', '退出'],
      detail: expect.stringContaining('没有丢失'),
    });
  });

  it('offers the 诊断包 without crash dumps, tells how that went, and asks again', async () => {
    const { done, shown, die } = scene([1, 0, 0]);
    die();
    die();
    await expect
      .poll(() => done)
      .toEqual([
        'reload',
        `ask ${JSON.stringify({ defaultPath: join('/documents', '诊断包.zip') })}`,
        'save /chosen/out.zip without dumps',
        'reload',
      ]);
    expect(shown.map(({ message }) => message)).toEqual(['窗口接连出错', '诊断包已保存', '窗口接连出错']);
  });

  it('says so when the 诊断包 cannot be written', async () => {
    const { shown, die, failSaving } = scene([1, 0, 0]);
    failSaving();
    die();
    die();
    await expect.poll(() => shown[1]?.message).toContain('诊断包没有写成（磁盘已满，ENOSPC）');
  });

  it('leaves alone a page that ended in order', () => {
    const { done, logged, die } = scene();
    die('clean-exit');
    expect([done, logged]).toEqual([[], []]);
  });
});

describe('a page that hangs', () => {
  it('asks once whether to wait, and takes the question back when the page answers again', () => {
    const { window, done, shown } = scene(['open']);
    window.emit('unresponsive');
    window.emit('unresponsive');
    expect(shown).toMatchObject([
      { buttons: ['等待', '重新载入'], defaultId: 0, cancelId: 0, detail: expect.stringContaining('已保存的内容都在') },
    ]);
    expect(shown[0]?.signal?.aborted).toBe(false);
    window.emit('responsive');
    expect(shown[0]?.signal?.aborted).toBe(true);
    expect(done).toEqual([]);
  });

  it('is loaded again by ending its process, which is no crash of its own', async () => {
    const { window, done, die } = scene([1]);
    die();
    window.emit('unresponsive');
    await expect.poll(() => done).toEqual(['reload', 'kill']);
    die('killed');
    expect(done).toEqual(['reload', 'kill', 'reload']);
  });

  it('is left alone by whoever waits', async () => {
    const { window, done, shown } = scene([0, 0]);
    window.emit('unresponsive');
    await expect.poll(() => shown).toHaveLength(1);
    await Promise.resolve();
    window.emit('unresponsive');
    await expect.poll(() => shown).toHaveLength(2);
    expect(done).toEqual([]);
  });
});

it('helper processes that died are noted, those that ended are not', () => {
  const app = emitter();
  const logged: unknown[] = [];
  watchHelpers(app, { info: (event, fields) => void logged.push({ event, ...fields }) });
  app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 5 });
  app.emit('child-process-gone', {}, { type: 'Pepper Plugin Broker', reason: 'clean-exit', exitCode: 0 });
  expect(logged).toEqual([{ event: 'helper-gone', kind: 'GPU', reason: 'crashed', exit: 5 }]);
});

it('crash dumps stay in the data folder and are sent nowhere', () => {
  const dataFolder = temporaryFolder();
  const done: unknown[] = [];
  const app = { setPath: (name: string, path: string) => void done.push([name, path, existsSync(path)]) };
  keepCrashDumps(app, { start: (options) => void done.push(options) }, dataFolder);
  expect(done).toEqual([['crashDumps', join(dataFolder, 'crash-dumps'), true], { uploadToServer: false }]);
});

describe('an exception that nobody caught', () => {
  it('is noted, the data folder is let go, the user is told, and the program ends', async () => {
    const process = emitter();
    const done: string[] = [];
    endOnFault({
      process,
      note: (fault) => void done.push(`note ${String(fault)}`),
      close: async () => void done.push('close'),
      tell: (title) => void done.push(title),
      exit: (code) => void done.push(`exit ${code}`),
    });
    process.emit('uncaughtException', new Error('a bug'));
    process.emit('unhandledRejection', new Error('another'));
    await expect
      .poll(() => done)
      .toEqual(['note Error: a bug', 'close', 'note Error: another', '程序内部出错，即将关闭', 'exit 1']);
  });

  it('ends the program even where closing fails or never ends', async () => {
    vi.useFakeTimers();
    for (const close of [() => Promise.reject(new Error('no')), () => new Promise<void>(() => undefined)]) {
      const process = emitter();
      const exit = vi.fn<(code: number) => void>();
      endOnFault({ process, note: () => undefined, close, tell: () => undefined, exit });
      process.emit('uncaughtException', new Error('a bug'));
      await vi.advanceTimersByTimeAsync(5000);
      expect(exit).toHaveBeenCalledExactlyOnceWith(1);
    }
  });
});
