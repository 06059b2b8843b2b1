import * as v from 'valibot';
import { Licences, Manual } from '#shared/help/manual.ts';

/** Fetches a help file of this window; throws when it cannot be had, which the screen around it then says. */
async function load<T>(name: string, schema: v.GenericSchema<unknown, T>): Promise<T> {
  const response = await fetch(`/help/${name}.json`);
  if (!response.ok) throw new Error(`help/${name}.json: ${response.status}`);
  return v.parse(schema, await response.json());
}

/** Keeps what a task gave; one that failed is tried again by the next who asks. */
function once<T>(task: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | null = null;
  return () => {
    kept ??= task().catch((fault: unknown) => {
      kept = null;
      throw fault;
    });
    return kept;
  };
}

export const loadManual = once(() => load('manual', Manual));
export const loadLicences = once(() => load('licences', Licences));
