import type { HostApi } from '#shared/host/api.ts';
import { createBridgeHost, isHostBridge } from './bridge-host.ts';
import { createHttpHost } from './http-host.ts';

const RETRY_MS = 2000;

/** The host of this window: Electron's, where its preload script ran, else the loopback server that sent the page. */
export function connectHost(): HostApi {
  const bridge: unknown = Reflect.get(window, 'host');
  if (isHostBridge(bridge)) return createBridgeHost(bridge);
  return createHttpHost({
    fetch: (path, init) => fetch(path, init),
    openEvents: (path) => new EventSource(path),
    later: (task) => void setTimeout(task, RETRY_MS),
  });
}
