import { setTimeout as pass } from 'node:timers/promises';
import type * as v from 'valibot';
import { safeParse } from 'valibot';
import { parseJson } from '#electron/services/disk/read.ts';
import { TO_ITS_END } from '#electron/services/holdings/remote.ts';
import { CouchFault, Cut, faultOfCut, isPassing } from './couch-fault.ts';
import { JSON_HEADERS, openLogin } from './login.ts';
import type { CouchLogin, LoginState } from './login.ts';
import { faultOf, isLoggedOut, isOverload } from './refusals.ts';
import type { Refusal } from './refusals.ts';
import { bytesWithin, isJson, MAX_REFUSAL_BYTES, readAhead, readRefusal } from './reply.ts';
import type { Ask, Reply, Transport } from './transport.ts';

const MB = 1024 * 1024;

/** A file comes as it is; what is refused is still said in JSON. */
const FILE_HEADERS = { 'Accept-Encoding': 'identity', Accept: 'application/json, */*' } as const;

/** Waits before the second try and the third; a server that asks for more than the longest is left in peace. */
const PAUSES_MS = [500, 2000];
const LONGEST_PAUSE_MS = 15_000;

/** What is asked in JSON and answered in JSON. */
export interface JsonAsk<T> extends Ask {
  /** The database that it goes to, for the wording. */
  readonly database: string;
  readonly schema: v.GenericSchema<unknown, T>;
  /** Refusals that say something to whoever asks: they are answered, and not thrown. */
  readonly tells?: readonly number[];
  /** Most bytes of the answer. */
  readonly limit?: number;
}

export type JsonReply<T> =
  | { readonly is: 'answer'; readonly status: number; readonly value: T; readonly headers: Reply['headers'] }
  | { readonly is: 'refusal'; readonly refusal: Refusal };

/** One server, at which we are logged in. Throws `CouchFault`, and what calls a request off. */
export interface CouchClient {
  json<T>(ask: JsonAsk<T>, signal: AbortSignal): Promise<JsonReply<T>>;
  /** An answer as it comes, of these statuses; null: 404. Throws `Cut` where the connection breaks before. */
  stream(
    ask: Ask & { readonly database: string; readonly statuses: readonly number[] },
    signal: AbortSignal,
  ): Promise<Reply | null>;
  /** Waits before another try, longer each time. */
  rest(attempt: number, signal: AbortSignal): Promise<void>;
  close(): void;
}

export interface ClientOptions {
  readonly transport: Transport;
  readonly login: CouchLogin;
  /** Waits; `Math.random` and a timer where it is not given. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

export function openClient({ transport, login, pause = jittered }: ClientOptions): CouchClient {
  // Whoever waits for the session waits for the same one: it is not called off with the first of them.
  const begin = async (ask: Ask): Promise<Reply> => {
    const reply = await transport.send(ask, TO_ITS_END);
    if (reply.status === 200) {
      await bytesWithin(reply, MAX_REFUSAL_BYTES);
      return reply;
    }
    throw faultOf(await readRefusal(reply), '', (text) => state.redact(text));
  };
  const state: LoginState = openLogin(login, begin);
  return new Client(transport, state, pause);
}

const jittered = async (ms: number, signal: AbortSignal): Promise<void> => {
  await pass(ms * (0.75 + Math.random() / 2), undefined, { signal, ref: false });
};

class Client implements CouchClient {
  readonly #transport: Transport;
  readonly #login: LoginState;
  readonly #pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Wrong words are not said twice: the server locks the account after five times. */
  #stopped: CouchFault | null = null;

  constructor(transport: Transport, login: LoginState, pause: (ms: number, signal: AbortSignal) => Promise<void>) {
    this.#transport = transport;
    this.#login = login;
    this.#pause = pause;
  }

  async json<T>(ask: JsonAsk<T>, signal: AbortSignal): Promise<JsonReply<T>> {
    return this.#trying(signal, async () => {
      const reply = await this.#send(
        { ...ask, headers: { ...JSON_HEADERS, 'Accept-Encoding': 'gzip', ...ask.headers } },
        signal,
      );
      if (reply.status >= 300) return this.#refused(reply, ask);
      if (!isJson(reply)) {
        reply.drop();
        throw new CouchFault('sync.foreign-answer', { reason: `HTTP ${reply.status}` });
      }
      const value = parseJson((await bytesWithin(reply, ask.limit ?? MB)).toString('utf8'));
      // What does not parse was cut on its way: nobody answers half a JSON text.
      if (value === undefined) throw new Cut('HALF');
      const read = safeParse(ask.schema, value);
      if (!read.success) throw new CouchFault('sync.foreign-answer', { reason: 'SHAPE' });
      return { is: 'answer', status: reply.status, value: read.output, headers: reply.headers };
    });
  }

  async stream(
    ask: Ask & { readonly database: string; readonly statuses: readonly number[] },
    signal: AbortSignal,
  ): Promise<Reply | null> {
    const reply = await this.#send({ ...ask, headers: { ...FILE_HEADERS, ...ask.headers } }, signal);
    if (ask.statuses.includes(reply.status) && !isJson(reply)) return reply;
    const refusal = await readRefusal(reply);
    if (refusal.status === 404 && refusal.said !== null) return null;
    if (isOverload(refusal)) throw new Cut(`HTTP ${refusal.status}`);
    throw this.#faultOf(refusal, ask.database);
  }

  rest(attempt: number, signal: AbortSignal): Promise<void> {
    return this.#pause(PAUSES_MS[Math.min(attempt, PAUSES_MS.length - 1)] ?? 0, signal);
  }

  close(): void {
    this.#transport.close();
  }

  async #refused<T>(reply: Reply, ask: JsonAsk<T>): Promise<JsonReply<T>> {
    const refusal = await readRefusal(reply);
    if (ask.tells?.includes(refusal.status) === true && !isLoggedOut(refusal)) return { is: 'refusal', refusal };
    const fault = this.#faultOf(refusal, ask.database);
    if (isOverload(refusal)) throw new Overload(fault, retryAfterMs(reply));
    throw fault;
  }

  /** Sends a request as who we are; a session that has ended is begun once more. */
  async #send(ask: Ask, signal: AbortSignal): Promise<Reply> {
    if (this.#stopped !== null) throw this.#stopped;
    for (let isSecond = false; ; isSecond = true) {
      const mine = await this.#headers();
      const reply = await this.#transport.send({ ...ask, headers: { ...ask.headers, ...mine } }, signal);
      this.#login.learn(reply);
      if (reply.status !== 401 && reply.status !== 400) return reply;
      const { refusal, again } = await readAhead(reply);
      if (isSecond || !isLoggedOut(refusal) || !this.#login.renew()) return again;
    }
  }

  async #headers(): Promise<Readonly<Record<string, string>>> {
    try {
      return await this.#login.headers();
    } catch (fault) {
      throw fault instanceof CouchFault ? this.#noted(fault) : fault;
    }
  }

  #faultOf(refusal: Refusal, database: string): CouchFault {
    return this.#noted(faultOf(refusal, database, (text) => this.#login.redact(text)));
  }

  #noted(fault: CouchFault): CouchFault {
    if (fault.failure.code === 'sync.login' || fault.failure.code === 'sync.locked-out') this.#stopped = fault;
    return fault;
  }

  /** Every request may be sent again: what it puts is there once, however often it is put. */
  async #trying<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt += 1) {
      const wait = PAUSES_MS[attempt];
      try {
        return await task();
      } catch (fault) {
        const asked = fault instanceof Overload ? fault.afterMs : 0;
        const isOver = wait === undefined || asked > LONGEST_PAUSE_MS;
        if (fault instanceof Overload && isOver) throw fault.fault;
        if (fault instanceof Cut && (isOver || !isPassing(fault))) throw faultOfCut(fault.reason);
        if (wait === undefined || !(fault instanceof Cut || fault instanceof Overload)) throw fault;
        await this.#pause(Math.max(wait, asked), signal);
      }
    }
  }
}

/** A server or what stands before it has too much to do. */
class Overload extends Error {
  readonly fault: CouchFault;
  readonly afterMs: number;
  constructor(fault: CouchFault, afterMs: number) {
    super('overload');
    this.fault = fault;
    this.afterMs = afterMs;
  }
}

const retryAfterMs = ({ headers }: Reply): number => {
  const seconds = Number(headers['retry-after'] ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0;
};
