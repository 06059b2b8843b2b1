import type { ServerResponse } from 'node:http';
import { COMMON_HEADERS } from '#electron/services/shell-policy/csp.ts';
import type { ShellHost } from '#electron/services/shell-policy/host-port.ts';

/** Tells every open window of the host's events. */
export interface EventStream {
  add(response: ServerResponse): void;
  /** How many windows are listening. */
  count(): number;
  /** Settles when none is. */
  empty(): Promise<void>;
  close(): void;
}

/** Shorter than the minute after which idle connections are commonly cut. */
const HEARTBEAT_MS = 15_000;
/** A window that stopped reading is cut off; it connects anew when it wakes. */
const MOST_UNREAD_BYTES = 1024 * 1024;

export function createEventStream(host: Pick<ShellHost, 'on'>): EventStream {
  const open = new Set<ServerResponse>();
  const waiting = new Set<() => void>();
  const send = (text: string): void => {
    for (const response of open) {
      if (response.writableLength > MOST_UNREAD_BYTES) response.destroy();
      else response.write(text);
    }
  };
  const stop = host.on((event) => send(`data: ${JSON.stringify(event)}\n\n`));
  const heartbeat = setInterval(() => send(': \n\n'), HEARTBEAT_MS);
  return {
    add(response) {
      response.writeHead(200, {
        ...COMMON_HEADERS,
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
      });
      response.write('retry: 1000\n\n');
      open.add(response);
      response.on('close', () => {
        open.delete(response);
        if (open.size > 0) return;
        for (const tell of waiting) tell();
        waiting.clear();
      });
    },
    count: () => open.size,
    empty: () => (open.size === 0 ? Promise.resolve() : new Promise((resolve) => void waiting.add(resolve))),
    close() {
      stop();
      clearInterval(heartbeat);
      for (const response of open) response.end();
    },
  };
}
