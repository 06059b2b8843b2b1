import { afterEach, describe, expect, it, vi } from 'vitest';
import { quitInOrder } from '#electron/glue/quit.ts';
import type { Drained } from '#electron/services/window/drain.ts';
import { emitter } from '#test/fakes/emitter.ts';

afterEach(() => void vi.useRealTimers());

interface Given {
  readonly drained?: Drained | 'never';
  readonly answer?: number;
  readonly closes?: boolean;
  readonly crashed?: boolean;
}

/** A program with one window; app.quit() asks with before-quit, as Electron does. */
function scene({ drained = { is: 'drained' }, answer = 0, closes = true, crashed = false }: Given = {}) {
  const done: string[] = [];
  let [isGone, limit] = [false, 0];
  const page = Object.assign(emitter(), { isCrashed: () => crashed });
  const window = Object.assign(emitter(), {
    webContents: page,
    isDestroyed: () => isGone,
    close: () => {
      done.push('window.close');
      if (closes) window.destroy();
    },
    destroy: () => {
      if (!closes) done.push('window.destroy');
      isGone = true;
      window.emit('closed');
    },
  });
  const event = () => ({ preventDefault: () => void done.push('held') });
  const app = Object.assign(emitter(), {
    quit: () => {
      let held = false;
      app.emit('before-quit', { preventDefault: () => (held = true) });
      done.push(held ? 'quit held' : 'ended');
    },
  });
  const powerMonitor = emitter();
  const host = {
    drain: (windows: number, limitMs: number) => {
      done.push(`drain ${windows}`);
      limit = limitMs;
      return drained === 'never' ? new Promise<Drained>(() => undefined) : Promise.resolve(drained);
    },
    close: async () => void done.push('host.close'),
    log: { info: (name: string) => void done.push(name), fault: () => undefined },
  };
  const dialog = {
    showMessageBox: async (options: unknown) => {
      done.push(`ask ${JSON.stringify(options)}`);
      return { response: answer, checkboxChecked: false };
    },
  };
  quitInOrder({ app, powerMonitor, dialog, host, window: () => (isGone ? undefined : window) }).watch(window);
  return { app, window, page, powerMonitor, done, event, limit: () => limit };
}

const IN_ORDER = ['drain 1', 'window.close', 'host.close', 'ended'];

describe('the end of the program', () => {
  it('lets the window save, closes it, closes the host, and only then ends', async () => {
    const { app, done, limit } = scene();
    app.quit();
    await expect.poll(() => done).toEqual(['drain 1', 'quit held', ...IN_ORDER.slice(1)]);
    expect(limit()).toBe(5000);
  });

  it('goes the same way when the window is closed, however often', async () => {
    const { window, done, event } = scene();
    window.emit('close', event());
    window.emit('close', event());
    await expect.poll(() => done.filter((step) => step !== 'held')).toEqual(IN_ORDER);
    expect(done.filter((step) => step === 'held')).toHaveLength(2);
  });

  it('asks once with something unsaved, and by default stays', async () => {
    const { app, done, window, event } = scene({ drained: { is: 'unsaved', count: 3 } });
    app.quit();
    await expect.poll(() => done.at(-1)).toContain('还有 3 处修改没有保存');
    expect(done.at(-1)).toContain('"buttons":["返回","仍然退出"],"defaultId":0,"cancelId":0');
    expect(done).not.toContain('host.close');
    // Back at work, the next wish to leave is asked about anew.
    window.emit('close', event());
    await expect.poll(() => done.filter((step) => step.startsWith('ask'))).toHaveLength(2);
    expect(done).not.toContain('ended');
  });

  it('ends with something unsaved when the user says so, and the page cannot hold it', async () => {
    const { app, done, page, event } = scene({ drained: { is: 'unsaved', count: 1 }, answer: 1 });
    app.quit();
    await expect.poll(() => done).toContain('ended');
    page.emit('will-prevent-unload', event());
    expect(done.at(-1)).toBe('held');
  });

  it('does not wait for a window that does not answer, has crashed, or does not close', async () => {
    const silent = scene({ drained: { is: 'silent' } });
    silent.app.quit();
    await expect.poll(() => silent.done).toContain('ended');
    const crashed = scene({ crashed: true });
    crashed.app.quit();
    await expect.poll(() => crashed.done).toEqual(['quit held', 'window.close', 'host.close', 'ended']);
    vi.useFakeTimers();
    const stuck = scene({ closes: false });
    stuck.app.quit();
    await vi.advanceTimersByTimeAsync(2000);
    expect(stuck.done).toEqual(expect.arrayContaining(['window.close', 'window.destroy', 'host.close', 'ended']));
  });
});

describe('a system that shuts down', () => {
  it.each(['query-session-end', 'session-end'])('is obeyed without a question on Windows: %s', async (name) => {
    const { window, done, event } = scene({ drained: { is: 'unsaved', count: 3 } });
    window.emit(name, event());
    await expect.poll(() => done).toContain('ended');
    expect(done.filter((step) => step.startsWith('ask'))).toEqual([]);
    expect(done).not.toContain('held');
  });

  it('is asked for a moment on Linux and macOS', async () => {
    const { powerMonitor, done, event } = scene({ drained: { is: 'unsaved', count: 3 } });
    powerMonitor.emit('shutdown', event());
    await expect.poll(() => done).toContain('ended');
    expect(done[0]).toBe('held');
    expect(done.filter((step) => step.startsWith('ask'))).toEqual([]);
  });
});
