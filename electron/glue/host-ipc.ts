import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import { limitText, MAX_CALL_BYTES, MAX_UPLOAD_BYTES } from '#shared/host/limits.ts';
import { err } from '#shared/result.ts';
import type { ShellHost } from '#electron/services/shell-policy/host-port.ts';
import { isAppUrl } from '#electron/services/shell-policy/navigation.ts';
import { CALL_CHANNEL, EVENT_CHANNEL } from './channels.ts';

export interface HostIpc {
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  readonly host: Pick<ShellHost, 'call' | 'on'>;
  readonly origin: string;
  /** The window's page; undefined while there is none. */
  readonly contents: () => Pick<WebContents, 'id' | 'send' | 'isDestroyed'> | undefined;
}

/** The one door between page and host: only our window's main frame passes, and the dispatcher checks what it says. */
export function registerHostIpc({ ipcMain, host, origin, contents }: HostIpc): void {
  ipcMain.handle(CALL_CHANNEL, async (event, name: unknown, payload: unknown, bytes: unknown) => {
    if (!isOurs(event, contents()?.id, origin)) return err('app.unauthorised');
    if (bytes !== undefined && !(bytes instanceof Uint8Array)) return err('app.bad-request', { path: 'bytes' });
    if (bytes !== undefined && bytes.length > MAX_UPLOAD_BYTES) return tooLarge(MAX_UPLOAD_BYTES);
    if (jsonBytes(payload) > MAX_CALL_BYTES) return tooLarge(MAX_CALL_BYTES);
    return host.call(name, payload, bytes);
  });
  host.on((event) => {
    const page = contents();
    if (page !== undefined && !page.isDestroyed()) page.send(EVENT_CHANNEL, event);
  });
}

const tooLarge = (limit: number) => err('app.too-large', { limit: limitText(limit) });

/** As it would have travelled by HTTP; what JSON cannot hold (circles, big integers) is over every limit. */
function jsonBytes(payload: unknown): number {
  try {
    return Buffer.byteLength(JSON.stringify(payload) ?? '');
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function isOurs({ sender, senderFrame }: IpcMainInvokeEvent, id: number | undefined, origin: string): boolean {
  try {
    if (senderFrame === null || id === undefined || sender.id !== id) return false;
    return senderFrame.parent === null && isAppUrl(senderFrame.url, origin);
  } catch {
    // A frame that was disposed of meanwhile throws when it is looked at.
    return false;
  }
}
