import { describe, expect, it } from 'vitest';
import { createEventLine } from '#renderer/host/event-line.ts';
import type { HostEvent } from '#shared/host/records.ts';

const EVENT = { type: 'journal', inspection: 'inspection-1', heads: {} } as unknown as HostEvent;
const LOST = { type: 'connection', state: 'lost' };
const BACK = { type: 'connection', state: 'back' };

/** An EventSource as the browser moves it: connecting, open, closed. */
class FakeSource extends EventTarget {
  readyState = 0;
  close(): void {
    this.readyState = 2;
  }
  opens(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  breaks(readyState: 0 | 2): void {
    this.readyState = readyState;
    this.dispatchEvent(new Event('error'));
  }
  says(event: HostEvent): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(event) }));
  }
}

function listening() {
  const sources: FakeSource[] = [];
  const tasks: (() => void)[] = [];
  const heard: HostEvent[] = [];
  const open = () => {
    const source = new FakeSource();
    sources.push(source);
    return source;
  };
  const stop = createEventLine({ open, later: (task) => void tasks.push(task) })((event) => heard.push(event));
  return { sources, tasks, heard, stop };
}

describe('the line on which the host tells the window of events', () => {
  it('says once that it is lost and once that it is back, and nothing at the first opening', () => {
    const { sources, heard } = listening();
    sources[0]?.opens();
    sources[0]?.says(EVENT);
    expect(heard).toEqual([EVENT]);
    sources[0]?.breaks(0);
    sources[0]?.breaks(0);
    sources[0]?.opens();
    expect(heard).toEqual([EVENT, LOST, BACK]);
    expect(sources).toHaveLength(1);
  });

  it('is taken up anew after a refusal, as often as it takes', () => {
    const { sources, tasks, heard } = listening();
    sources[0]?.opens();
    sources[0]?.breaks(2);
    tasks.shift()?.();
    sources[1]?.breaks(2);
    tasks.shift()?.();
    sources[2]?.opens();
    sources[2]?.says(EVENT);
    expect(heard).toEqual([LOST, BACK, EVENT]);
  });

  it('is not taken up anew once nobody listens', () => {
    const { sources, tasks, stop } = listening();
    sources[0]?.breaks(2);
    stop();
    tasks.shift()?.();
    expect(sources).toHaveLength(1);
  });
});
