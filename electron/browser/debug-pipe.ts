import type { Readable, Writable } from 'node:stream';
import * as v from 'valibot';

/** Chromium's debugging protocol over the two pipes of `--remote-debugging-pipe`: no port that others could reach. */
export interface DebugPipe {
  /** Rejects when the browser answers with an error or goes away. */
  send(method: string, params?: object, sessionId?: string): Promise<unknown>;
}

export interface DebugEvent {
  readonly method: string;
  readonly params: unknown;
}

const Message = v.object({
  id: v.optional(v.number()),
  method: v.optional(v.string()),
  params: v.optional(v.unknown()),
  result: v.optional(v.unknown()),
  error: v.optional(v.object({ message: v.string() })),
});

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

export function openDebugPipe(to: Writable, from: Readable, onEvent: (event: DebugEvent) => void): DebugPipe {
  const pending = new Map<number, Pending>();
  let lastId = 0;
  readMessages(from, (text) => {
    const message = v.parse(Message, JSON.parse(text));
    if (message.id !== undefined) settle(pending, message.id, message);
    else if (message.method !== undefined) onEvent({ method: message.method, params: message.params });
  });
  const fail = (): void => {
    for (const { reject } of pending.values()) reject(new Error('it ended'));
    pending.clear();
  };
  from.on('close', fail).on('error', fail);
  to.on('error', fail);
  return {
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        pending.set(lastId, { resolve, reject });
        to.write(`${JSON.stringify({ id: lastId, method, params, sessionId })}\0`);
      }),
  };
}

function settle(pending: Map<number, Pending>, id: number, message: v.InferOutput<typeof Message>): void {
  const call = pending.get(id);
  pending.delete(id);
  if (message.error === undefined) call?.resolve(message.result);
  else call?.reject(new Error(message.error.message));
}

/** Messages end with a zero byte; one may arrive in pieces, several at once. */
function readMessages(from: Readable, onMessage: (text: string) => void): void {
  let rest = '';
  from.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\0');
    rest = parts.pop() ?? '';
    for (const part of parts) onMessage(part);
  });
}
