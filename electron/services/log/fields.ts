import * as v from 'valibot';
import { ERROR_CODES } from '#shared/errors.ts';
import { HOST_NAMES } from '#shared/host/contract.ts';
import { DeviceId, InspectionId } from '#shared/ids.ts';
import { scrub } from './scrub.ts';

const word = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,40}$/i));
const count = v.pipe(v.number(), v.finite());

/**
 * Everything a log line may say beside its time and event. Each field is an id we made, a word of our own code, or a
 * number: no field has room for an answer, a name, a place or a path. A new field is added here, with the narrowest shape.
 */
const FIELDS = {
  /** What was asked of the host, or failed. */
  call: v.picklist(HOST_NAMES),
  code: v.picklist(ERROR_CODES),
  /** The system's word for a failure (`ENOSPC`), or how a process ended (`oom`, `SIGSEGV`). */
  reason: word,
  kind: word,
  state: word,
  phase: word,
  edition: v.picklist(['electron', 'browser', 'command']),
  /** Versions: `1.2.3`, `Electron 45.4.1`. */
  version: v.pipe(v.string(), v.regex(/^[\w.+-]{1,40}$/)),
  runtime: v.pipe(v.string(), v.regex(/^(Node|Electron) [\w.+-]{1,40}$/)),
  system: v.pipe(v.string(), v.regex(/^[\w.+ -]{1,60}$/)),
  device: DeviceId,
  inspection: InspectionId,
  job: word,
  generation: v.pipe(v.string(), v.regex(/^\d{8}T\d{9}-[a-z0-9-]{4,40}$/)),
  ms: count,
  count,
  inspections: count,
  events: count,
  dataLoss: word,
  /** Bytes that are free; null where the system does not tell. */
  free: v.nullable(count),
  exit: count,
  /** An exception: its class, and where in our code. */
  fault: v.pipe(v.string(), v.regex(/^[\w$]{1,60}$/)),
  at: v.array(v.pipe(v.string(), v.regex(/^[\w$.<>@+/: -]{1,260}$/), v.transform(scrub))),
  directive: word,
} as const;

type Fields = typeof FIELDS;

/** The fields of a log line; see `FIELDS` for what each may hold. */
export type LogFields = { readonly [K in keyof Fields]?: v.InferInput<Fields[K]> };

/** Stands for a value that does not fit its field: that it was there is all the log says. */
export const REDACTED = '[redacted]';

/** Fields as they may be written: unknown ones dropped, values that do not have their field's shape taken out. */
export function admitFields(fields: LogFields): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      if (!isField(name) || value === undefined) return [];
      const parsed = v.safeParse(FIELDS[name], value);
      return [[name, parsed.success ? parsed.output : REDACTED]];
    }),
  );
}

function isField(name: string): name is keyof Fields {
  return Object.hasOwn(FIELDS, name);
}
