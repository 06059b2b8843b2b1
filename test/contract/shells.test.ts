import type { IpcMainInvokeEvent } from 'electron';
import { HOST_NAMES } from '#shared/host/contract.ts';
import type { Dispatcher } from '#shared/host/dispatch.ts';
import { createBridgeHost, type HostBridge } from '#renderer/host/bridge-host.ts';
import { createHttpHost } from '#renderer/host/http-host.ts';
import { startServer, type Server } from '#electron/browser/server.ts';
import { APP_ORIGIN } from '#electron/glue/app-protocol.ts';
import { registerHostIpc } from '#electron/glue/host-ipc.ts';
import type { Host } from '#electron/services/host/host.ts';
import { rendererFolder } from '#test/electron/browser/stub-host.ts';
import { openHost, tempFolder } from '#test/electron/services/temp-host.ts';
import { hostContract } from './host-contract.ts';

async function openTemporaryHost() {
  const folder = await tempFolder();
  const host = await openHost(folder.path);
  const close = async (): Promise<void> => {
    await host.close();
    await folder.drop();
  };
  return { host, close };
}

hostContract("Electron's IPC door", async () => {
  const { host, close } = await openTemporaryHost();
  return { ...ipc(host), close };
});

/** Electron's IPC as far as it matters here: everything is copied by structured clone, both ways. */
function ipc(host: Host) {
  let invoke: (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown = () => undefined;
  const listeners = new Set<(event: unknown) => void>();
  const send = (_channel: string, event: unknown): void => listeners.forEach((one) => one(structuredClone(event)));
  registerHostIpc({
    ipcMain: { handle: (_channel, handler) => void (invoke = handler) },
    host,
    origin: APP_ORIGIN,
    contents: () => ({ id: 1, send, isDestroyed: () => false }),
  });
  // The members that the door looks at; and what comes back is what the dispatcher answered.
  const event = { sender: { id: 1 }, senderFrame: { parent: null, url: `${APP_ORIGIN}/` } } as IpcMainInvokeEvent;
  const raw: Dispatcher = async (...call) =>
    structuredClone(await invoke(event, ...structuredClone(call))) as Awaited<ReturnType<Dispatcher>>;
  const calls = HOST_NAMES.map((name) => [name, (input: unknown, bytes?: Uint8Array) => raw(name, input, bytes)]);
  const on = (listener: (event: unknown) => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  // Made by looping over the names of the contract, as the preload script does.
  return { api: createBridgeHost({ ...Object.fromEntries(calls), on } as HostBridge), raw };
}

hostContract('loopback HTTP', async () => {
  const { host, close } = await openTemporaryHost();
  const started = await startServer({
    host,
    renderer: rendererFolder(),
    port: 0,
    // Unlike a browser, Node asks the system for names under localhost, which may know none.
    audience: { linkHost: '127.0.0.1' },
    secondStart: { secret: 'secret', show: async () => ({ is: 'window' }) },
    onBug: (error) => {
      throw error;
    },
  });
  if (!started.ok) throw new Error(started.error.code);
  const server = started.value;
  const closeAll = async (): Promise<void> => {
    await server.close();
    await close();
  };
  return { ...(await http(server)), close: closeAll };
});

async function http(server: Server) {
  const { origin } = server.address;
  const cookie = await signIn(server);
  const post = (path: string, { headers, ...init }: RequestInit): Promise<Response> => {
    const all = new Headers(headers);
    all.set('Cookie', cookie);
    all.set('Origin', origin);
    return fetch(origin + path, { ...init, headers: all });
  };
  let opened: Promise<void> = Promise.resolve();
  const api = createHttpHost({
    fetch: post,
    openEvents: (path) => {
      const events = readEvents(origin + path, cookie);
      opened = events.opened;
      return events.source;
    },
    later: () => undefined,
  });
  // One connection serves all listeners: with this one it is open before a test begins.
  api.on(() => undefined);
  await opened;
  return { api, raw: rawOver(post) };
}

/** What a forged page could send: any name, any payload, with or without bytes. */
function rawOver(post: (path: string, init: RequestInit) => Promise<Response>): Dispatcher {
  return async (name, payload, bytes) => {
    const call = JSON.stringify({ name, payload });
    const [path, type, body] =
      bytes === undefined
        ? ['/api/call', 'application/json', call]
        : ['/api/upload', 'application/octet-stream', new Uint8Array(bytes)];
    const headers = { 'Content-Type': type, 'X-Host-Call': Buffer.from(call).toString('base64url') };
    const answer: unknown = await (await post(path, { method: 'POST', headers, body })).json();
    return answer as Awaited<ReturnType<Dispatcher>>; // what the dispatcher answered, as JSON
  };
}

async function signIn(server: Server): Promise<string> {
  const answer = await fetch(server.newLink(), { redirect: 'manual' });
  return answer.headers.get('Set-Cookie')?.split(';')[0] ?? '';
}

/** Node has no EventSource: enough of one to read a stream of messages. */
function readEvents(url: string, Cookie: string) {
  const listeners = new Set<(event: MessageEvent) => void>();
  const stop = new AbortController();
  const answer = fetch(url, { headers: { Cookie }, signal: stop.signal });
  const read = async (): Promise<void> => {
    let rest = '';
    for await (const text of (await answer).body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const messages = (rest + text).split('\n\n');
      rest = messages.pop() ?? '';
      for (const message of messages.filter((one) => one.startsWith('data: ')))
        for (const listener of listeners)
          listener(new MessageEvent('message', { data: message.slice('data: '.length) }));
    }
  };
  read().catch(() => undefined);
  const addEventListener = (type: string, listener: (event: Event) => void): void => {
    if (type === 'message') listeners.add(listener);
  };
  const source = { readyState: 1, addEventListener, close: () => stop.abort() };
  return { source, opened: answer.then(() => undefined) };
}
