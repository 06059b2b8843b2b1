import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type SelfTestOptions, startSelfTest } from '#electron/glue/self-test.ts';
import { err, ok } from '#shared/result.ts';
import { temporaryFolder } from '#test/electron/browser/stub-host.ts';

type Listener = (...args: unknown[]) => unknown;

/** A program that tests itself: what it wrote, how it ended, and its window's events. */
function program(file = join(temporaryFolder(), 'outcome.json')) {
  const exits: number[] = [];
  const order: string[] = [];
  const listeners = new Map<string, Listener>();
  const app: SelfTestOptions['app'] = {
    getVersion: () => '0.1.0',
    isPackaged: true,
    getAppMetrics: () => [],
    exit: (code = 0) => void (order.push('exit'), exits.push(code)),
  };
  const test = startSelfTest({ file, app, close: async () => void order.push('close') });
  const webContents = {
    once: (name: string, listener: Listener) => listeners.set(name, listener),
    getURL: () => 'app://local/',
  };
  test.watch({ webContents } as never);
  const fire = (name: string, ...args: unknown[]) => listeners.get(name)?.({}, ...args);
  const outcome = () => JSON.parse(readFileSync(file, 'utf8'));
  return { test, exits, order, fire, outcome, file };
}

const FILE = { sha256: 'a'.repeat(64), name: 'a.pdf', size: 1, pages: 1 };
const NOTICE = { pdf: FILE, xlsx: FILE, signatures: [], final: false };

/** A host with one answer for the page, and a notice that ends like this after a while. */
function answering(
  answer: ReturnType<typeof ok> | ReturnType<typeof err>,
  end: object = { is: 'done', product: NOTICE },
) {
  const job = { id: 'j', kind: 'notice', phase: '', done: 0, total: 0 };
  const asked: unknown[] = [];
  const answers = new Map<unknown, () => unknown>([
    ['inspection:open-sample', () => ok({ id: 'sample-1' })],
    ['notice:preview', () => ok({ job: 'j', kind: 'notice' })],
    ['job:get', () => ok({ ...job, state: asked.length < 4 ? { is: 'running' } : end })],
  ]);
  return {
    asked,
    on: () => () => undefined,
    call: async (name: unknown) => (asked.push(name), (answers.get(name)?.() ?? answer) as never),
  };
}

describe('the self-test of the program', () => {
  it('passes once the page has loaded, its call was answered and a notice made, after the data was let go', async () => {
    const { test, exits, order, fire, outcome, file } = program();
    const door = test.witness(answering(ok({ version: '0.1.0' })));
    expect(await door.call('app:get-info', {})).toEqual(ok({ version: '0.1.0' }));
    expect(exits).toEqual([]);
    fire('did-finish-load');
    await expect.poll(() => exits).toEqual([0]);
    expect(order).toEqual(['close', 'exit']);
    expect(outcome()).toMatchObject({ ok: true, reason: null, page: 'app://local/', roundTrip: true, packaged: true });
    expect(outcome()).toMatchObject({ notice: true });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    fire('render-process-gone', { reason: 'crashed' });
    expect(outcome()).toMatchObject({ ok: true });
  });

  it('fails where the notice cannot be made, and says why', async () => {
    const { test, exits, fire, outcome } = program();
    fire('did-finish-load');
    const failed = {
      is: 'failed',
      failure: { code: 'publication.failed', detail: { reason: 'Cannot find module' } },
    };
    await test.witness(answering(ok({}), failed)).call('app:get-info', {});
    await expect.poll(() => exits).toEqual([1]);
    expect(outcome()).toMatchObject({
      ok: false,
      notice: false,
      reason: expect.stringContaining('Cannot find module'),
    });
  });

  it('does not count a refused call, nor another one', async () => {
    const { test, exits, fire } = program();
    fire('did-finish-load');
    await test.witness(answering(err('app.unauthorised'))).call('app:get-info', {});
    await test.witness(answering(ok({}))).call('inspection:list', {});
    expect(exits).toEqual([]);
    test.fail('over');
    await expect.poll(() => exits).toEqual([1]);
  });

  it.each([
    ['did-fail-load', [-6, 'ERR_FILE_NOT_FOUND'], 'ERR_FILE_NOT_FOUND'],
    ['render-process-gone', [{ reason: 'crashed' }], 'crashed'],
    ['preload-error', ['preload.cjs', new Error('module not found: x')], 'module not found'],
  ])('fails on %s, and says why', async (event, args, reason) => {
    const { exits, fire, outcome } = program();
    fire(event, ...args);
    await expect.poll(() => exits).toEqual([1]);
    expect(outcome()).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
  });

  it('writes over no file that is there', () => {
    const file = join(temporaryFolder(), 'precious');
    writeFileSync(file, 'precious');
    const { exits, fire } = program(file);
    fire('did-finish-load');
    expect(exits).toEqual([1]);
    expect(readFileSync(file, 'utf8')).toBe('precious');
  });
});
