import type { IpcMainInvokeEvent } from 'electron';
import type { HostApi } from '#shared/host/api.ts';
import { HOST_NAMES } from '#shared/host/contract.ts';
import { createBridgeHost, type HostBridge } from '#renderer/host/bridge-host.ts';
import { createHttpHost } from '#renderer/host/http-host.ts';
import { parseAnswer } from '#renderer/host/parse-answer.ts';
import { startServer, type Server } from '#electron/browser/server.ts';
import { APP_ORIGIN } from '#electron/glue/app-protocol.ts';
import { registerHostIpc } from '#electron/glue/host-ipc.ts';
import type { Host } from '#electron/services/host/host.ts';
import { rendererFolder } from '#test/electron/browser/stub-host.ts';

/** A way from the window to the host: what passes it must come out as it went in. */
export interface Leg {
  readonly name: string;
  connect(host: Host): Promise<{ readonly api: HostApi; close(): Promise<void> }>;
}

const direct: Leg = {
  name: 'direct calls',
  connect: async (host) => {
    const api: HostApi = {
      call: async (name, input) => parseAnswer(name, await host.call(name, input)),
      upload: async (name, input, bytes) => parseAnswer(name, await host.call(name, input, bytes)),
      on: (listener) => host.on(listener),
    };
    return { api, close: async () => undefined };
  },
};

/** Electron's IPC as far as it matters here: everything is copied by structured clone, both ways. */
const ipc: Leg = {
  name: 'IPC',
  connect: async (host) => {
    type Invoke = (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown;
    let invoke: Invoke = () => undefined;
    const listeners = new Set<(event: unknown) => void>();
    const send = (_channel: string, event: unknown): void => listeners.forEach((one) => one(structuredClone(event)));
    registerHostIpc({
      ipcMain: { handle: (_channel, handler) => void (invoke = handler) },
      host,
      origin: APP_ORIGIN,
      contents: () => ({ id: 1, send, isDestroyed: () => false }),
    });
    const event = { sender: { id: 1 }, senderFrame: { parent: null, url: `${APP_ORIGIN}/` } };
    const call = (name: string) => async (input: unknown, bytes?: Uint8Array) =>
      // The fake event has the members that the door looks at.
      structuredClone(await invoke(event as unknown as IpcMainInvokeEvent, ...structuredClone([name, input, bytes])));
    const calls = Object.fromEntries(HOST_NAMES.map((name) => [name, call(name)]));
    const on = (listener: (event: unknown) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    };
    // Made by looping over the names of the contract, as the preload script does.
    return { api: createBridgeHost({ ...calls, on } as unknown as HostBridge), close: async () => undefined };
  },
};

const http: Leg = {
  name: 'HTTP',
  connect: async (host) => {
    const started = await startServer({
      host,
      renderer: rendererFolder(),
      port: 0,
      audience: 'link',
      secondStart: { secret: 'secret', show: async () => ({ is: 'window' }) },
      onBug: (error) => {
        throw error;
      },
    });
    if (!started.ok) throw new Error(started.error.code);
    const server = started.value;
    const { origin } = server.address;
    const Cookie = await signIn(server);
    const api = createHttpHost({
      fetch: (path, init) =>
        fetch(origin + path, { ...init, headers: { ...Object(init.headers), Cookie, Origin: origin } }),
      openEvents: (path) => readEvents(origin + path, Cookie),
    });
    return { api, close: () => server.close() };
  },
};

async function signIn(server: Server): Promise<string> {
  const answer = await fetch(server.newLink(), { redirect: 'manual' });
  return answer.headers.get('Set-Cookie')?.split(';')[0] ?? '';
}

/** Node has no EventSource: enough of one to read a stream of messages. */
function readEvents(url: string, Cookie: string) {
  const target = new EventTarget();
  const stop = new AbortController();
  const read = async (): Promise<void> => {
    const answer = await fetch(url, { headers: { Cookie }, signal: stop.signal });
    let rest = '';
    for await (const text of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const messages = (rest + text).split('\n\n');
      rest = messages.pop() ?? '';
      for (const message of messages.filter((one) => one.startsWith('data: ')))
        target.dispatchEvent(new MessageEvent('message', { data: message.slice('data: '.length) }));
    }
  };
  read().catch(() => undefined);
  return Object.assign(target, { close: () => stop.abort() });
}

export const LEGS: readonly Leg[] = [direct, ipc, http];
