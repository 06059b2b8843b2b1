import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { openDebugPipe, type DebugEvent } from '#electron/browser/debug-pipe.ts';

function pipe() {
  const [to, from] = [new PassThrough(), new PassThrough()];
  const events: DebugEvent[] = [];
  const debug = openDebugPipe(to, from, (event) => events.push(event));
  return { to, from, events, debug };
}

describe('the debugging pipe', () => {
  it('matches answers to questions, though pieces and order differ', async () => {
    const { to, from, debug, events } = pipe();
    const answers = [debug.send('A.one'), debug.send('A.two', { x: '中' }, 'session')];
    const sent = String(to.read())
      .split('\0')
      .filter(Boolean)
      .map((text) => JSON.parse(text));
    expect(sent).toEqual([
      { id: 1, method: 'A.one', params: {} },
      { id: 2, method: 'A.two', params: { x: '中' }, sessionId: 'session' },
    ]);
    const bytes = Buffer.from('{"id":2,"result":{"b":"中"}}\0{"method":"E","params":1}\0{"id":1,"result":{}}\0');
    for (let at = 0; at < bytes.length; at += 5) from.write(bytes.subarray(at, at + 5));
    expect(await Promise.all(answers)).toEqual([{}, { b: '中' }]);
    expect(events).toEqual([{ method: 'E', params: 1 }]);
  });

  it('fails what the browser refuses, and everything open when it goes away', async () => {
    const { from, debug } = pipe();
    const refused = debug.send('A.bad');
    from.write('{"id":1,"error":{"message":"no such method"}}\0');
    await expect(refused).rejects.toThrow('no such method');
    const open = debug.send('A.never');
    from.destroy();
    await expect(open).rejects.toThrow('it ended');
  });
});
