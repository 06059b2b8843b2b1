import type { IpcMainInvokeEvent } from 'electron';
import { describe, expect, it } from 'vitest';
import { APP_ORIGIN } from '#electron/glue/app-protocol.ts';
import { MAX_CALL_BYTES, MAX_UPLOAD_BYTES } from '#shared/host/limits.ts';
import { registerHostIpc } from '#electron/glue/host-ipc.ts';
import { stubHost } from '#test/electron/browser/stub-host.ts';

type Invoke = (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown;

const WINDOW_ID = 7;

function door(contents: (() => { id: number } | undefined) | undefined = () => ({ id: WINDOW_ID })) {
  const stub = stubHost();
  const handlers = new Map<string, Invoke>();
  const sent: unknown[] = [];
  registerHostIpc({
    ipcMain: { handle: (channel, handler) => void handlers.set(channel, handler) },
    host: stub.host,
    origin: APP_ORIGIN,
    contents: () => {
      const page = contents();
      const send = (...message: unknown[]) => void sent.push(message);
      return page && { ...page, send, isDestroyed: () => page.id === 0 };
    },
  });
  const invoke = (event: unknown, ...args: unknown[]) =>
    // structuredClone is what IPC does to everything that passes.
    handlers.get('host:call')?.(event as IpcMainInvokeEvent, ...structuredClone(args));
  return { stub, handlers, sent, invoke };
}

const frame = (more: object = {}) => ({ parent: null, url: 'app://local/', ...more });
const ours = { sender: { id: WINDOW_ID }, senderFrame: frame() };

describe('the IPC door', () => {
  it('opens one channel, and hands name, payload and bytes to the host', async () => {
    const { stub, handlers, invoke } = door();
    expect([...handlers.keys()]).toEqual(['host:call']);
    const bytes = new Uint8Array([1, 2, 3]);
    expect(await invoke(ours, 'evidence:store', { name: '照片.jpg' }, bytes)).toMatchObject({ ok: true });
    expect(stub.calls).toEqual([{ name: 'evidence:store', input: { name: '照片.jpg' }, bytes }]);
  });

  it('refuses every sender but the main frame of our own window', async () => {
    const strangers = [
      { ...ours, senderFrame: null },
      { ...ours, senderFrame: frame({ parent: frame() }) },
      { ...ours, senderFrame: frame({ url: 'https://example.com/' }) },
      { ...ours, senderFrame: frame({ url: 'app://local.evil/' }) },
      { ...ours, senderFrame: frame({ url: 'about:blank' }) },
      { ...ours, senderFrame: frame({ url: '' }) },
      { ...ours, sender: { id: WINDOW_ID + 1 } },
    ];
    const { stub, invoke } = door();
    for (const stranger of strangers)
      expect(await invoke(stranger, 'settings:get', {})).toEqual({ ok: false, error: { code: 'app.unauthorised' } });
    expect(await door(() => undefined).invoke(ours, 'settings:get', {})).toMatchObject({ ok: false });
    expect(stub.calls).toEqual([]);
  });

  it('refuses a frame that was disposed of while its call was on the way', async () => {
    const gone = {
      get parent(): never {
        throw new Error('Render frame was disposed before WebFrameMain could be accessed');
      },
    };
    const { stub, invoke } = door();
    expect(await invoke({ ...ours, senderFrame: gone as never }, 'settings:get', {})).toMatchObject({ ok: false });
    expect(stub.calls).toEqual([]);
  });

  it('refuses what is not bytes where bytes belong', async () => {
    const { stub, invoke } = door();
    for (const bytes of ['text', 3, null, [1], {}, new ArrayBuffer(1)])
      expect(await invoke(ours, 'evidence:store', {}, bytes)).toMatchObject({ error: { code: 'app.bad-request' } });
    expect(stub.calls).toEqual([]);
  });

  it('refuses what is over the limits of a call and of a file, as the other shell does', async () => {
    const { stub, invoke } = door();
    const circle: { self?: unknown } = {};
    circle.self = circle;
    for (const payload of [{ text: 'a'.repeat(MAX_CALL_BYTES) }, { text: '字'.repeat(MAX_CALL_BYTES / 2) }, circle])
      expect(await invoke(ours, 'settings:get', payload)).toMatchObject({ error: { code: 'app.too-large' } });
    const file = new Uint8Array(MAX_UPLOAD_BYTES + 1);
    expect(await invoke(ours, 'evidence:store', {}, file)).toMatchObject({ error: { code: 'app.too-large' } });
    expect(stub.calls).toEqual([]);
  });

  it('tells the window of events, and nobody when it is gone', () => {
    const event = { type: 'journal', inspection: 'x', heads: {} } as never;
    const open = door();
    open.stub.emit(event);
    expect(open.sent).toEqual([['host:event', event]]);
    for (const page of [() => undefined, () => ({ id: 0 })]) {
      const closed = door(page);
      closed.stub.emit(event);
      expect(closed.sent).toEqual([]);
    }
  });
});
