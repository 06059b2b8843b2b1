import { describe, expect, it } from 'vitest';
import { reportFaults, SCREEN_FAULT, type FaultSource } from '#renderer/app/report-faults.ts';
import { answerDrains } from '#renderer/app/answer-drains.ts';
import type { HostEvent } from '#shared/host/records.ts';
import { answer, hostWithSample, newDisk, openWindow } from '#test/renderer/stores/window.ts';
import { createMemoryHost } from '#test/fakes/memory-host.ts';

/** A window whose faults a test raises, over a host whose contract judges what arrives. */
function watched() {
  const listeners = new Map<string, (event: never) => void>();
  const source = {
    addEventListener: (name: string, listener: (event: never) => void) => void listeners.set(name, listener),
  };
  const host = createMemoryHost();
  const sent: unknown[] = [];
  const results: boolean[] = [];
  let time = 0;
  reportFaults(
    source as FaultSource, // the one way it is used
    {
      call: async (name, input) => {
        sent.push(input);
        const result = await host.call(name, input);
        results.push(result.ok);
        return result;
      },
    },
    () => time,
  );
  const raise = (name: string, event: object) => listeners.get(name)?.(event as never); // what browsers send
  return { sent, results, raise, pass: (ms: number) => (time += ms) };
}

function thrown(name: string, message: string, cause?: unknown): Error {
  const error = new Error(message, { cause });
  error.name = name;
  error.stack = `${name}: ${message}\n    at fold (http://app.localhost/assets/index-a1.js:12:345)\n    at https://王建国.example/x.js:1:1\n    at app://local/assets/react-b2.js:1:2`;
  return error;
}

describe('faults of the window', () => {
  it('reach the host as class and places, whatever was thrown, and pass its contract', async () => {
    const { sent, results, raise } = watched();
    raise('error', { error: thrown('TypeError', '王建国 13853112345 is not iterable') });
    raise('error', { error: thrown(SCREEN_FAULT, 'screen failed at 学苑社区', thrown('RangeError', '学苑')) });
    raise('unhandledrejection', { reason: '学苑社区' });
    raise('unhandledrejection', { reason: thrown('错误', '学苑') });
    raise('error', { error: thrown('WangJianguo', 'x') });
    raise('error', { error: undefined });
    raise('securitypolicyviolation', {
      effectiveDirective: 'style-src-elem',
      blockedURI: 'https://王建国.example',
      sourceFile: 'http://app.localhost/assets/index-a1.js',
      lineNumber: 3,
      columnNumber: 4,
    });
    const places = ['assets/index-a1.js:12:345', 'elsewhere', 'assets/react-b2.js:1:2'];
    expect(sent).toEqual([
      { kind: 'error', name: 'TypeError', places },
      { kind: 'screen', name: 'RangeError', places },
      { kind: 'rejection', name: 'string', places: [] },
      { kind: 'rejection', name: 'unnamed', places },
      { kind: 'error', name: 'unnamed', places },
      { kind: 'error', name: 'undefined', places: [] },
      { kind: 'policy', name: 'style-src-elem', places: ['assets/index-a1.js:3:4'] },
    ]);
    await expect.poll(() => results).toEqual(sent.map(() => true));
  });

  it('are sent twenty a minute at most', () => {
    const { sent, raise, pass } = watched();
    for (let count = 0; count < 50; count += 1) raise('error', { error: thrown('TypeError', '') });
    expect(sent).toHaveLength(20);
    pass(60_000);
    raise('error', { error: thrown('TypeError', '') });
    expect(sent).toHaveLength(21);
  });
});

describe('before the program ends', () => {
  async function draining() {
    const { host, id } = await hostWithSample();
    const window = openWindow(host, newDisk());
    await window.session().open(id);
    const answered: unknown[] = [];
    const listeners = new Set<(event: HostEvent) => void>();
    answerDrains({
      host: {
        ...host,
        call: async (name, input) => {
          if (name === 'window:drained') answered.push(input);
          return host.call(name, input);
        },
        on: (listener) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      },
      session: window.stores.session,
      evidence: window.stores.evidence,
      // What a field does that loses the cursor.
      leaveField: () => void window.session().record([answer('1a', 'gigabit', 2799)]),
    });
    return {
      host,
      id,
      window,
      answered,
      ask: () => listeners.forEach((listener) => listener({ type: 'drain', drain: 'd1' })),
    };
  }

  it('what is being typed is recorded and saved, and the host is told that nothing is left', async () => {
    const { window, answered, ask } = await draining();
    ask();
    await expect.poll(() => answered).toEqual([{ drain: 'd1', unsaved: 0 }]);
    expect(window.session().save).toMatchObject({ is: 'saved' });
  });

  it('what cannot be saved is counted', async () => {
    const { host, answered, ask } = await draining();
    host.refuseWrites('ENOSPC');
    ask();
    await expect.poll(() => answered).toEqual([{ drain: 'd1', unsaved: 1 }]);
  });
});
