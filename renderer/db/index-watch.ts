import type { HostApi } from '#shared/host/api.ts';
import type { RepairReason } from '#shared/host/index-records.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { LocalDatabase, Opening } from './database.ts';

/** What was wrong with the index of an inspection, and how many events it took to mend it. */
export interface Repair {
  readonly reason: RepairReason;
  readonly events: number;
}

/**
 * Keeps count of what a start had to mend, and has the host note it. Only of what was there when the window opened: an
 * inspection begun or brought in later has no index to lose. Each is noted once; nothing waits for the note.
 */
export class IndexWatch {
  readonly #host: HostApi;
  readonly #db: Pick<LocalDatabase, 'opening'>;
  #unseen: Set<InspectionId> | null = null;
  readonly #sums = new Map<RepairReason, { inspections: number; events: number }>();
  #isDue = false;

  constructor(host: HostApi, db: Pick<LocalDatabase, 'opening'>) {
    this.#host = host;
    this.#db = db;
  }

  /** The inspections of the journal; those of the first list are the ones that are watched. */
  listed(ids: readonly InspectionId[]): void {
    this.#unseen ??= new Set(ids);
  }

  /** An inspection's index agrees with the journal now; null: it had before. */
  compared(id: InspectionId, repair: Repair | null): void {
    if (this.#unseen?.delete(id) !== true || repair === null) return;
    this.#add(repair, 1);
  }

  /** An index that seemed to agree held other contents than the journal. */
  differed(events: number): void {
    this.#add({ reason: 'differs', events }, 1);
  }

  /** The index of inspections that the journal does not have was thrown away. */
  dropped(inspections: number, events: number): void {
    if (inspections > 0) this.#add({ reason: 'ahead', events }, inspections);
  }

  #add({ reason, events }: Repair, inspections: number): void {
    const told = reason === 'behind' && this.#db.opening.isNew ? 'wiped' : reason;
    const sum = this.#sums.get(told) ?? { inspections: 0, events: 0 };
    this.#sums.set(told, { inspections: sum.inspections + inspections, events: sum.events + events });
    if (this.#isDue) return;
    this.#isDue = true;
    // What is found in the same while becomes one line.
    setTimeout(() => this.#tell(), 500);
  }

  #tell(): void {
    this.#isDue = false;
    const { dataLoss }: Opening = this.#db.opening;
    for (const [reason, sum] of this.#sums) void this.#host.call('index:repaired', { reason, ...sum, dataLoss });
    this.#sums.clear();
  }
}
