import { describe, expect, it } from 'vitest';
import { sendPackage } from '#renderer/host/send-package.ts';
import { createMemoryHost } from '#test/fakes/memory-host.ts';

describe('a package that is sent to the host', () => {
  const file = (bytes: number): File => new File([new Uint8Array(bytes)], '大.ysb');
  const never = new AbortController().signal;

  it('goes piece by piece, however large it is', async () => {
    const told: number[] = [];
    const context = { signal: never, tell: (bytes: number) => told.push(bytes) };
    const sent = await sendPackage(createMemoryHost(), file(20 * 1024 ** 2), context);
    expect(sent).toMatchObject({ ok: true, value: { name: '大.ysb', bytes: 20 * 1024 ** 2 } });
    expect(told).toEqual([8, 16, 20].map((megabytes) => megabytes * 1024 ** 2));
  });

  it('called off half-way, it is forgotten by the host', async () => {
    const host = createMemoryHost();
    const stop = new AbortController();
    const context = { signal: stop.signal, tell: () => stop.abort() };
    const sent = await sendPackage(host, file(20 * 1024 ** 2), context);
    expect(sent).toEqual({ ok: false, error: { code: 'package.cancelled' } });
  });
});
