import type { Journal } from '#electron/services/journal/journal.ts';
import type { JournalView } from '#electron/services/journal/journal-folder.ts';
import type { DeviceId, InspectionId } from '#shared/ids.ts';
import type { Head } from '#shared/log/heads.ts';
import type { Event } from '#shared/log/event.ts';
import { err, ok } from '#shared/result.ts';

interface Stream {
  readonly head: Head;
  readonly events: readonly Event[];
}

/** A journal without a disk, written by one device. `refuse` makes every append fail until it is called again. */
export function memoryJournal(device: DeviceId): Journal & { refuse(reason: string | null): void } {
  const streams = new Map<InspectionId, Stream>();
  let refusal: string | null = null;
  const viewOf = ({ head, events }: Stream): JournalView => ({
    heads: { [device]: head },
    count: events.length,
    damage: null,
  });
  return {
    refuse: (reason) => {
      refusal = reason;
    },
    list: async () => ok([...streams.keys()]),
    view: async (inspection) => {
      const stream = streams.get(inspection);
      return stream === undefined ? err('inspection.not-found') : ok(viewOf(stream));
    },
    read: async (inspection) => {
      const stream = streams.get(inspection);
      return stream === undefined ? err('inspection.not-found') : ok(stream.events);
    },
    append: async (inspection, make, begin = false) => {
      const before = streams.get(inspection);
      if (before === undefined && !begin) return err('inspection.not-found');
      if (refusal !== null) return err('journal.write-failed', { reason: refusal });
      const made = make({ device, head: before?.head ?? null });
      if (!made.ok) return made;
      const head = made.value.at(-1)?.head ?? before?.head;
      const events = made.value.map(({ event }) => event);
      if (head !== undefined) streams.set(inspection, { head, events: [...(before?.events ?? []), ...events] });
      return made;
    },
  };
}
