import { createMemoryHost } from '#test/fakes/memory-host.ts';
import { directApi } from '#test/fakes/direct-api.ts';
import { openHost, tempFolder } from '#test/electron/services/temp-host.ts';
import type { Dispatcher } from '#shared/host/dispatch.ts';
import { hostContract } from './host-contract.ts';

hostContract('direct calls', async () => {
  const folder = await tempFolder();
  const host = await openHost(folder.path);
  return {
    api: directApi(host.call, (listener) => host.on(listener)),
    raw: host.call,
    close: async () => {
      await host.close();
      await folder.drop();
    },
  };
});

hostContract('structured clone, as between processes', async () => {
  const folder = await tempFolder();
  const host = await openHost(folder.path);
  const call: Dispatcher = async (name, payload, bytes) =>
    structuredClone(await host.call(...(structuredClone([name, payload, bytes]) as Parameters<Dispatcher>)));
  return {
    api: directApi(call, (listener) => host.on((event) => listener(structuredClone(event)))),
    raw: call,
    close: async () => {
      await host.close();
      await folder.drop();
    },
  };
});

hostContract('the fake without a disk', async () => {
  const host = createMemoryHost();
  return { api: host, raw: host.dispatch, close: async () => undefined };
});
