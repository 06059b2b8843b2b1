import type { HostCalls } from '#shared/host/dispatch.ts';
import { err, ok } from '#shared/result.ts';
import type { Catalogues } from './catalogues.ts';

type CatalogueCalls = Pick<HostCalls, Extract<keyof HostCalls, `catalogue:${string}`>>;

/** Calls about catalogues. */
export function catalogueCalls(catalogues: Catalogues): CatalogueCalls {
  return {
    'catalogue:list': () => catalogues.list(),
    'catalogue:read': async ({ sha256 }) => {
      const found = await catalogues.read(sha256);
      return found.ok ? ok({ json: found.value.json }) : found;
    },
    'catalogue:import': async (_input, bytes) => {
      const json = decodeUtf8(bytes);
      return json === null ? err('catalogue.not-json', { reason: 'UTF-8' }) : catalogues.import(json);
    },
  };
}

/** The text of UTF-8 bytes, a byte order mark dropped; null where they are not UTF-8. */
function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
