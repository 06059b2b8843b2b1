import { createServer, request as ask } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it arrives at the proxy, read to its end. */
export interface Asked {
  readonly method: string;
  /** With its query, as it was sent. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** An answer as it leaves the proxy. */
export interface Given {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * What stands between a client and a server: it may answer by itself, change what goes on or comes back, or do to the
 * connection what it likes (`HANDLED`).
 */
export type Layer = (
  asked: Asked,
  next: (asked: Asked) => Promise<Given>,
  out: ServerResponse,
) => Promise<Given | null>;

/** The layer has dealt with the connection itself. */
export const HANDLED = null;

export interface Proxy {
  readonly address: URL;
  /** Every request that came, in order. */
  readonly asked: Asked[];
  /** What is answered as soon as the head of a request is there, without its body; null: it is read. */
  early: (asked: Omit<Asked, 'body'>) => Given | null;
  /** Puts a layer before all others; answers what takes it away. */
  add(layer: Layer): () => void;
  close(): Promise<void>;
}

/** Stands before the server at `target`. */
export async function openProxy(target: URL, base: readonly Layer[] = []): Promise<Proxy> {
  const layers: Layer[] = [...base];
  const asked: Asked[] = [];
  const through = async (one: Asked, out: ServerResponse, at = 0): Promise<Given | null> => {
    const layer = layers[at];
    if (layer === undefined) return forward(target, one);
    const next = async (given: Asked): Promise<Given> => {
      const answer = await through(given, out, at + 1);
      if (answer === null) throw new HandledBelow();
      return answer;
    };
    return layer(one, next, out).catch((fault: unknown) => {
      if (!(fault instanceof HandledBelow)) throw fault;
      return HANDLED;
    });
  };
  const server = createServer((request, out) => {
    const answer = async (): Promise<void> => {
      const { method = 'GET', url: path = '/' } = request;
      const head = { method, path, headers: plain(request.headers) };
      const early = proxy.early(head);
      const one = { ...head, body: early === null ? await bytesIn(request) : Buffer.alloc(0) };
      asked.push(one);
      const given = early ?? (await through(one, out));
      if (given === null) return;
      out.writeHead(given.status, given.headers);
      out.end(given.body);
    };
    // A client that went away in the middle of its request.
    answer().catch(() => out.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const proxy: Proxy = {
    address: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`),
    asked,
    early: () => null,
    add: (layer) => {
      layers.unshift(layer);
      return () => void layers.splice(layers.indexOf(layer), 1);
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
  return proxy;
}

class HandledBelow extends Error {}

const plain = (headers: IncomingMessage['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value].flat().join(', ')]],
    ),
  );

async function bytesIn(message: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of message as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Asks the server itself. */
export function forward(target: URL, { method, path, headers, body }: Asked): Promise<Given> {
  const kept = without(headers, ['host', 'connection', 'transfer-encoding']);
  const length = body.length > 0 || method !== 'GET' ? { 'content-length': String(body.length) } : {};
  return new Promise((resolve, reject) => {
    const options = { method, headers: { ...kept, ...length }, agent: false } as const;
    const request = ask(new URL(path.replace(/^\//, ''), target), options, (answer) => {
      const give = async (): Promise<void> => {
        const given = without(plain(answer.headers), ['transfer-encoding', 'connection']);
        resolve({ status: answer.statusCode ?? 0, headers: given, body: await bytesIn(answer) });
      };
      give().catch(reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** An answer in JSON. */
export const json = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Given => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(`${JSON.stringify(value)}\n`, 'utf8'),
});

/** Headers but for those of these names. */
export const without = (headers: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
/** An answer of somebody else's. */
export const html = (status: number): Given => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: Buffer.from('<html><body>请先登录上网</body></html>', 'utf8'),
});
