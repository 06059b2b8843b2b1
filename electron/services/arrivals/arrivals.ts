import { open, rm } from 'node:fs/promises';
import type { ErrorCode } from '#shared/errors.ts';
import { ok } from '#shared/result.ts';
import type { Answer, Result } from '#shared/result.ts';
import { createSerial } from '#shared/serial.ts';

/** A sender that says nothing for so long does not come back: what it left half-sent goes. */
export const IDLE_MS = 10 * 60_000;
/** Files that may be on their way at once: each takes room on the disk that nobody else is told of. */
export const MAX_INCOMPLETE = 8;

type Refused = Result<never, ErrorCode>;

/** What an area's files are: where they lie, and how it says what is refused. */
export interface ArrivalArea<Id extends string> {
  readonly pathOf: (id: Id) => string;
  /** Makes the folder, if there is room for so many bytes in it. */
  readonly prepare: (bytes: number) => Answer<null>;
  readonly refusals: {
    readonly tooMany: () => Refused;
    /** One that was never begun, was discarded, or waited too long for its next piece. */
    readonly unknown: () => Refused;
    /** A piece that is not the next one, or ends beyond the announced size. */
    readonly misplaced: (end: number, bytes: number) => Refused;
    readonly incomplete: (received: number, bytes: number) => Refused;
  };
}

/** Files that arrive in pieces. The system's refusals are thrown; a piece that was cut short so may be sent again. */
export interface Arrivals<Id extends string> {
  begin(id: Id, bytes: number): Answer<null>;
  receive(id: Id, at: number, piece: Uint8Array): Answer<{ received: number }>;
  /** The path of a file that is all there. It stays, however long it waits for its reader, until it is discarded. */
  finish(id: Id): Result<string, ErrorCode>;
  /** Removes the file, whatever is there of it. Never fails: what the disk does not let go is removed by the area's next clean-up. */
  discard(id: Id): Promise<void>;
}

interface Arrival {
  readonly bytes: number;
  received: number;
  timer?: NodeJS.Timeout;
}

/** The arrivals of one area. Whoever begins one gives it an id of which there is no other. */
export const openArrivals = <Id extends string>(area: ArrivalArea<Id>): Arrivals<Id> => new AreaArrivals(area);

class AreaArrivals<Id extends string> implements Arrivals<Id> {
  readonly #area: ArrivalArea<Id>;
  readonly #arrivals = new Map<Id, Arrival>();
  readonly #serial = createSerial();

  constructor(area: ArrivalArea<Id>) {
    this.#area = area;
  }

  async begin(id: Id, bytes: number): Answer<null> {
    if ([...this.#arrivals.values()].filter(isIncomplete).length >= MAX_INCOMPLETE)
      return this.#area.refusals.tooMany();
    const arrival: Arrival = { bytes, received: 0 };
    // Counted from now on: others may begin before the disk has answered.
    this.#arrivals.set(id, arrival);
    return this.#serial.run(id, () => this.#begin(id, arrival));
  }

  receive(id: Id, at: number, piece: Uint8Array): Answer<{ received: number }> {
    return this.#serial.run(id, () => this.#receive(id, at, piece));
  }

  finish(id: Id): Result<string, ErrorCode> {
    const { pathOf, refusals } = this.#area;
    const arrival = this.#arrivals.get(id);
    if (arrival === undefined) return refusals.unknown();
    return isIncomplete(arrival) ? refusals.incomplete(arrival.received, arrival.bytes) : ok(pathOf(id));
  }

  discard(id: Id): Promise<void> {
    return this.#serial.run(id, async () => {
      clearTimeout(this.#arrivals.get(id)?.timer);
      if (this.#arrivals.delete(id)) await rm(this.#area.pathOf(id), { force: true }).catch(() => undefined);
    });
  }

  async #begin(id: Id, arrival: Arrival): Answer<null> {
    let isHeld = false;
    try {
      const prepared = await this.#area.prepare(arrival.bytes);
      if (prepared.ok) await (await open(this.#area.pathOf(id), 'wx', 0o600)).close();
      isHeld = prepared.ok;
      return prepared;
    } finally {
      if (isHeld) this.#awaitNext(id, arrival);
      else this.#arrivals.delete(id);
    }
  }

  async #receive(id: Id, at: number, piece: Uint8Array): Answer<{ received: number }> {
    const { pathOf, refusals } = this.#area;
    const arrival = this.#arrivals.get(id);
    if (arrival === undefined) return refusals.unknown();
    const end = at + piece.byteLength;
    if (at !== arrival.received || end > arrival.bytes) return refusals.misplaced(end, arrival.bytes);
    clearTimeout(arrival.timer);
    try {
      await writeAt(pathOf(id), at, piece);
      arrival.received = end;
    } finally {
      this.#awaitNext(id, arrival);
    }
    return ok({ received: end });
  }

  /** From here on the sender is waited for, as long as something is still to come. */
  #awaitNext(id: Id, arrival: Arrival): void {
    if (isIncomplete(arrival)) arrival.timer = setTimeout(() => void this.discard(id), IDLE_MS).unref();
  }
}

const isIncomplete = ({ received, bytes }: Arrival): boolean => received < bytes;

async function writeAt(path: string, at: number, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    for (let done = 0; done < bytes.length;) {
      done += (await handle.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
    }
  } finally {
    await handle.close();
  }
}
