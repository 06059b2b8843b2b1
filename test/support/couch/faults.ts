import { json, without } from './proxy.ts';
import type { Asked, Given, Layer } from './proxy.ts';

/** Which requests a fault befalls. */
export type Which = (asked: Asked) => boolean;

/** Requests of a method whose path holds a text. */
export const to =
  (method: string, part: string): Which =>
  (asked) =>
    asked.method === method && asked.path.includes(part);

export const BULK = to('POST', '/_bulk_docs');
export const RANGE = to('GET', '/_all_docs');
export const CHANGES = to('GET', '/_changes');
export const UPLOAD = to('PUT', '/file');
export const DOWNLOAD = to('GET', '/file');

/** A fault for the first so many of these requests. */
export function first(times: number, which: Which, fault: Layer): Layer {
  let left = times;
  return async (asked, next, out) => {
    if (left === 0 || !which(asked)) return next(asked);
    left -= 1;
    return fault(asked, next, out);
  };
}

export const always = (which: Which, fault: Layer): Layer => first(Infinity, which, fault);

/** Another answer, of which the server knows nothing. */
export const answer =
  (given: Given): Layer =>
  async () =>
    given;

/** An error as CouchDB words it. */
export const refuse = (status: number, error: string, reason = ''): Layer => answer(json(status, { error, reason }));

/** The connection breaks before the server hears of it. */
export const cutBefore: Layer = async (_asked, _next, out) => {
  out.destroy();
  return null;
};

/** The server does what it was asked, and its answer is lost. */
export const cutAfter: Layer = async (asked, next, out) => {
  await next(asked);
  out.destroy();
  return null;
};

/** So many bytes of the answer come, and then the connection breaks. */
export const cutWithin =
  (bytes: number): Layer =>
  async (asked, next, out) => {
    const { status, headers, body } = await next(asked);
    out.writeHead(status, { ...headers, 'content-length': String(body.length) });
    out.write(body.subarray(0, bytes), () => out.destroy());
    return null;
  };

/** Half of an answer comes as if it were all of it. */
export const halve: Layer = async (asked, next) => {
  const { status, headers, body } = await next(plainly(asked));
  return { status, headers: without(headers, ['content-length']), body: body.subarray(0, Math.floor(body.length / 2)) };
};

/** The answer comes byte by byte, one every `ms`. */
export const dribble =
  (ms: number): Layer =>
  async (asked, next, out) => {
    const { status, headers, body } = await next(asked);
    out.writeHead(status, headers);
    const bytes = [...body.keys()];
    const timer = setInterval(() => {
      const at = bytes.shift();
      if (at === undefined || out.destroyed) return void (clearInterval(timer), out.end());
      out.write(body.subarray(at, at + 1));
    }, ms);
    return null;
  };

/** No answer ever comes. */
export const silence: Layer = async () => null;

/** A request whose answer is not to be packed. */
export const plainly = (asked: Asked): Asked => ({ ...asked, headers: without(asked.headers, ['accept-encoding']) });
