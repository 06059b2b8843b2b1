import * as v from 'valibot';
import type { HostApi } from '#shared/host/api.ts';
import { HOST_NAMES, type HostName } from '#shared/host/contract.ts';
import { limitText, MAX_UPLOAD_BYTES } from '#shared/host/limits.ts';
import { HostEvent } from '#shared/host/records.ts';
import { withoutHalves } from '#shared/reading/unfit.ts';
import { err } from '#shared/result.ts';
import { parseAnswer } from './parse-answer.ts';

/** What the preload script puts on `window.host`: one function per call of the contract, and `on`. */
export type HostBridge = Readonly<Record<HostName, BridgeCall>> & {
  readonly on: (listener: (event: unknown) => void) => () => void;
};
type BridgeCall = (input: unknown, bytes?: Uint8Array) => Promise<unknown>;

/** Whether the page runs in a shell that offers the whole contract. */
export function isHostBridge(value: unknown): value is HostBridge {
  if (typeof value !== 'object' || value === null) return false;
  return [...HOST_NAMES, 'on'].every((name) => typeof Reflect.get(value, name) === 'function');
}

/** The host behind Electron's preload script. Never throws: a bridge that breaks is `app.host-unreachable`. */
export function createBridgeHost(bridge: HostBridge): HostApi {
  const ask = async <N extends HostName>(name: N, input: unknown, bytes?: Uint8Array) => {
    try {
      return parseAnswer(name, await bridge[name](withoutHalves(input), bytes));
    } catch {
      return err('app.host-unreachable');
    }
  };
  return {
    call: (name, input) => ask(name, input),
    upload: async (name, input, bytes) =>
      bytes.length > MAX_UPLOAD_BYTES
        ? err('app.too-large', { limit: limitText(MAX_UPLOAD_BYTES) })
        : ask(name, input, bytes),
    on: (listener) =>
      bridge.on((raw) => {
        const event = v.safeParse(HostEvent, raw);
        if (event.success) listener(event.output);
      }),
  };
}
