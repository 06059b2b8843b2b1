import * as v from 'valibot';
import { HostEvent } from '#shared/host/records.ts';

/** The parts of an EventSource that are used; tests bring their own. */
export interface EventLine {
  readonly readyState: number;
  addEventListener(type: string, listener: (event: Event) => void): void;
  close(): void;
}

export interface LineMeans {
  readonly open: () => EventLine;
  /** Runs a task a while later. */
  readonly later: (task: () => void) => void;
}

const CLOSED = 2;

/**
 * One connection for all listeners, open while there is one. The browser takes a broken one up again by itself, but what
 * happened meanwhile is not told again: `connection: back` says that there may be something to catch up with. It gives up
 * only when it is refused (the host was started anew and knows nothing of this window yet); then we go on asking.
 */
export function createEventLine(means: LineMeans): (listener: (event: HostEvent) => void) => () => void {
  const listeners = new Set<(event: HostEvent) => void>();
  let line: EventLine | undefined;
  let isLost = false;
  const tell = (event: HostEvent): void => listeners.forEach((listener) => listener(event));
  const lose = (from: EventLine): void => {
    if (from !== line) return;
    if (!isLost) tell({ type: 'connection', state: 'lost' });
    isLost = true;
    if (from.readyState !== CLOSED) return;
    means.later(() => {
      if (from === line) line = connect();
    });
  };
  const regain = (): void => {
    if (isLost) tell({ type: 'connection', state: 'back' });
    isLost = false;
  };
  const connect = (): EventLine => {
    const fresh = means.open();
    fresh.addEventListener('open', regain);
    fresh.addEventListener('error', () => lose(fresh));
    fresh.addEventListener('message', (message) => {
      const event = eventOf(message);
      if (event !== null) tell(event);
    });
    return fresh;
  };
  return (listener) => {
    listeners.add(listener);
    line ??= connect();
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      line?.close();
      line = undefined;
      isLost = false;
    };
  };
}

function eventOf(message: Event): HostEvent | null {
  const parsed = v.safeParse(HostEvent, parseJson(Reflect.get(message, 'data')));
  return parsed.success ? parsed.output : null;
}

function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
