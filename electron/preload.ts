import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { HOST_NAMES } from '#shared/host/contract.ts';
import { CALL_CHANNEL, EVENT_CHANNEL } from './glue/channels.ts';

// The page gets one plain function per call of the contract, and `on`; nothing of Electron itself passes, neither
// ipcRenderer nor the event object, from which its sender could be reached.

const calls = HOST_NAMES.map((name) => [
  name,
  (input: unknown, bytes?: Uint8Array): Promise<unknown> => ipcRenderer.invoke(CALL_CHANNEL, name, input, bytes),
]);

function on(listener: (event: unknown) => void): () => void {
  const receive = (_event: IpcRendererEvent, event: unknown): void => listener(event);
  ipcRenderer.on(EVENT_CHANNEL, receive);
  return () => void ipcRenderer.removeListener(EVENT_CHANNEL, receive);
}

contextBridge.exposeInMainWorld('host', Object.freeze({ ...Object.fromEntries(calls), on }));
