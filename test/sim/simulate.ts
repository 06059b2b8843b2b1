import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SharedPlace } from '#electron/services/holdings/remote.ts';
import type { Exchanged } from '#electron/services/sync/exchange.ts';
import { hashBytes, hashText } from '#electron/services/disk/hash.ts';
import { pathOf } from '#shared/holding/holding.ts';
import type { InspectionId, Sha256 } from '#shared/ids.ts';
import { eventHash } from '#shared/log/chain.ts';
import type { Event } from '#shared/log/event.ts';
import type { Draft } from '#shared/log/events.ts';
import type { Result } from '#shared/result.ts';
import { memoryFolder } from '#test/electron/services/temp-host.ts';
import { emptyMemory, memoryPlace } from '#test/fakes/memory-place.ts';
import type { Memory } from '#test/fakes/memory-place.ts';
import { seeded } from '#test/kill/random.ts';
import { FAULTS, faultyPlace } from './faulty-place.ts';
import type { Dice, Fault } from './faulty-place.ts';
import { startLaptop } from './laptop.ts';
import type { SimLaptop } from './laptop.ts';

/** What a history came to. */
export interface Report {
  readonly seed: number;
  readonly laptops: number;
  readonly events: number;
  readonly photos: number;
  readonly conflicts: number;
  readonly faults: ReadonlyMap<Fault, number>;
  /** What breaks a promise, in words. */
  readonly broken: readonly string[];
}

/** Changes a laptop or a place into one with a bug, for the test that bugs are noticed. */
export interface Planted {
  readonly place?: (place: SharedPlace) => SharedPlace;
  readonly laptop?: (laptop: SimLaptop) => SimLaptop;
}

const TEXTS = ['一', '二', '三'];
const STEPS = 40;
/** So many rounds without faults bring everything everywhere: each place is met by each laptop twice. */
const ROUNDS = 4;

/** Lets laptops write, meet places, and go wrong as the seed decides; then lets them meet in peace, and looks. */
export async function simulate(seed: number, planted: Planted = {}): Promise<Report> {
  const disk = await memoryFolder();
  try {
    return await new Simulation(seed, disk.path, planted).run();
  } finally {
    await disk.drop();
  }
}

class Simulation {
  readonly #seed: number;
  readonly #random: () => number;
  readonly #root: string;
  readonly #planted: Planted;
  readonly #laptops: SimLaptop[] = [];
  readonly #places: Memory[] = [];
  readonly #faults = new Map<Fault, number>(FAULTS.map((fault) => [fault, 0]));
  readonly #broken: string[] = [];
  /** What a laptop was told is saved: by the hash of the event. */
  readonly #saved = new Map<string, Event>();
  readonly #photos = new Map<Sha256, Uint8Array>();
  #now = Date.UTC(2024, 7, 1);
  #inspection: InspectionId | null = null;
  #earlier: { memory: Memory; of: number } | null = null;

  constructor(seed: number, root: string, planted: Planted) {
    this.#seed = seed;
    this.#random = seeded(seed);
    this.#root = root;
    this.#planted = planted;
  }

  async run(): Promise<Report> {
    await this.#begin();
    for (let step = 0; step < STEPS; step += 1) await this.#step();
    await this.#settle();
    await this.#examine();
    const state = await this.#laptop(0).state(this.#id);
    return {
      seed: this.#seed,
      laptops: this.#laptops.length,
      events: this.#saved.size,
      photos: this.#photos.size,
      conflicts: state === null ? 0 : conflictsIn(state.events),
      faults: this.#faults,
      broken: this.#broken,
    };
  }

  async #begin(): Promise<void> {
    const count = 2 + this.#below(4);
    for (let at = 0; at < 1 + this.#below(3); at += 1) this.#places.push(emptyMemory());
    for (let at = 0; at < count; at += 1) this.#laptops.push(await this.#start(`laptop-${at}`));
    const first = this.#laptop(0);
    this.#inspection = await first.begin();
    this.#note((await first.state(this.#id))?.events ?? []);
  }

  async #step(): Promise<void> {
    this.#now += 1000 * this.#below(600);
    const at = this.#below(this.#laptops.length);
    if (this.#dice('restarted', 0.03)) return this.#restart(at);
    if (this.#dice('folder-set-back', 0.02)) return this.#setBack(at);
    if (this.#dice('clock-wrong', 0.03)) this.#laptop(at).clock = (this.#random() - 0.5) * 20 * 365 * 86_400_000;
    if (this.#dice('relayed-in-part', 0.03)) this.#relay();
    if (this.#dice('restored', 0.02)) this.#restore();
    if (this.#random() < 0.55) return this.#write(this.#laptop(at));
    return this.#meet(this.#laptop(at), this.#below(this.#places.length));
  }

  async #write(laptop: SimLaptop): Promise<void> {
    if ((await laptop.state(this.#id)) === null) return;
    if (this.#random() < 0.15) {
      const bytes = Buffer.concat([PNG, Buffer.from(`${this.#seed} ${this.#random()}`.repeat(1 + this.#below(200)))]);
      const { sha256, events } = await laptop.photo(this.#id, bytes);
      this.#photos.set(sha256, bytes);
      return this.#note(events);
    }
    const drafts = Array.from({ length: 1 + this.#below(3) }, () => this.#draft());
    this.#note(await laptop.write(this.#id, drafts));
  }

  #draft(): Draft {
    const text = TEXTS[this.#below(TEXTS.length)] ?? '';
    return { type: 'note.set', payload: { indicator: 1 + this.#below(4), text } };
  }

  async #meet(laptop: SimLaptop, at: number): Promise<void> {
    const memory = this.#place(at);
    if (this.#random() < 0.1) this.#earlier = { memory: copyOf(memory), of: at };
    const stop = new AbortController();
    const dice: Dice = (fault, chance) => this.#dice(fault, chance);
    if (this.#dice('aborted', 0.05)) setTimeout(() => stop.abort(new Error('called off')), this.#below(5));
    const done = await this.#exchange(laptop, faultyPlace(memory, dice), stop.signal);
    if (done?.ok === true) this.#believe(done.value, memory, laptop.name);
  }

  async #exchange(laptop: SimLaptop, place: SharedPlace, signal: AbortSignal): Promise<Result<Exchanged> | null> {
    try {
      return await laptop.sync(this.#planted.place?.(place) ?? place, [this.#id], signal);
    } catch (fault) {
      if (!signal.aborted) throw fault;
      return null;
    }
  }

  /** What was said to be there is there, at the moment it was said. */
  #believe({ inspections }: Exchanged, memory: Memory, name: string): void {
    for (const { confirmed, filesUnsent, filesMissing, filesNotFetched } of inspections) {
      const there = eventsIn(memory);
      for (const [device, head] of Object.entries(confirmed)) {
        if (!there.has(head.hash)) this.#broken.push(`${name} says that ${device} ${head.seq} is there, and it is not`);
      }
      if (filesUnsent.count + filesMissing + filesNotFetched.count > 0) continue;
      for (const { evidence } of named([...this.#saved.values()].filter((event) => isConfirmed(event, confirmed)))) {
        const kept = memory.files.get(pathOf({ is: 'original', sha256: evidence.sha256 }))?.[1].length;
        // A place tells sizes: what it holds is read by whoever needs it.
        if (kept !== evidence.size) this.#broken.push(`${name} says that all files are there, and one is not`);
      }
    }
  }

  async #restart(at: number): Promise<void> {
    const { name, clock } = this.#laptop(at);
    this.#laptops[at] = await this.#start(name);
    this.#laptop(at).clock = clock;
  }

  /** A laptop's folder as it was a few steps ago: what it wrote since and had sent comes back, what it had not is its loss. */
  async #setBack(at: number): Promise<void> {
    const { name } = this.#laptop(at);
    const copy = join(this.#root, `${name}-copy`);
    await cp(join(this.#root, name), copy, { recursive: true });
    const before = this.#laptop(at);
    const known = new Set(this.#saved.keys());
    for (let writes = this.#below(3); writes > 0; writes -= 1) await this.#write(before);
    const memory = this.#place(this.#below(this.#places.length));
    await this.#exchange(before, memoryPlace(memory), new AbortController().signal);
    const there = eventsIn(memory);
    // What was only on the disk that is set back is lost with it: no program brings that back.
    for (const hash of this.#saved.keys()) if (!known.has(hash) && !there.has(hash)) this.#saved.delete(hash);
    await rm(join(this.#root, name), { recursive: true });
    await cp(copy, join(this.#root, name), { recursive: true });
    await rm(copy, { recursive: true });
    await this.#restart(at);
    // It meets that place first: what it wrote before comes back under its old id.
    await this.#exchange(this.#laptop(at), memoryPlace(memory), new AbortController().signal);
  }

  /** A replicator takes something of one place to another, and leaves the rest. */
  #relay(): void {
    const [from, to] = [this.#place(this.#below(this.#places.length)), this.#place(this.#below(this.#places.length))];
    for (const [key, puts] of from.parts) {
      const some = puts.filter(() => this.#random() < 0.5);
      to.parts.set(key, [...(to.parts.get(key) ?? []), ...some]);
    }
    for (const [key, file] of from.files) if (this.#random() < 0.5) to.files.set(key, file);
  }

  /** A place becomes what it was. */
  #restore(): void {
    if (this.#earlier === null) return;
    this.#places[this.#earlier.of] = copyOf(this.#earlier.memory);
  }

  /** Where two keys stand for a device, each user asks its owner. */
  async #askOwners(): Promise<void> {
    for (const device of new Set([...this.#saved.values()].map((event) => event.device))) {
      const keys = await Promise.all(this.#laptops.map((laptop) => laptop.keyOf(device)));
      const key = keys.find((one) => one !== null) ?? null;
      for (const [at, laptop] of this.#laptops.entries()) {
        if (key !== null && keys[at] === null) await laptop.settle(device, key);
      }
    }
  }

  /** Everybody meets every place, and nothing goes wrong any more. */
  async #settle(): Promise<void> {
    await this.#askOwners();
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const laptop of this.#laptops) {
        for (const memory of this.#places) {
          const done = await this.#exchange(laptop, memoryPlace(memory), new AbortController().signal);
          if (done?.ok !== true) this.#broken.push(`${laptop.name} cannot synchronise: ${JSON.stringify(done)}`);
          else if (round === ROUNDS - 1 && movedIn(done.value) > 0)
            this.#broken.push(`${laptop.name} still moves something in the last round`);
        }
      }
    }
  }

  async #examine(): Promise<void> {
    const states = await Promise.all(this.#laptops.map((laptop) => laptop.state(this.#id)));
    const [first] = states;
    for (const [at, state] of states.entries()) {
      const name = this.#laptop(at).name;
      if (state === null) {
        this.#broken.push(`${name} does not have the inspection`);
        continue;
      }
      if (state.text !== first?.text) this.#broken.push(`${name} has come to another state`);
      const has = new Set<string>(state.events.map((event) => eventHash(event, hashText) ?? ''));
      for (const [hash, { device, seq }] of this.#saved) {
        if (!has.has(hash)) this.#broken.push(`${name} lacks the saved event ${device} ${seq}`);
      }
      for (const hash of has) if (!this.#saved.has(hash)) this.#broken.push(`${name} has an event that nobody wrote`);
      this.#examineNotes(state.events, state.text, name);
    }
    for (const laptop of this.#laptops) {
      for (const [sha256, bytes] of this.#photos) {
        const isNamed = [...this.#saved.values()].some((event) => JSON.stringify(event.payload).includes(sha256));
        if (isNamed && !(await laptop.hasPhoto(sha256))) this.#broken.push(`${laptop.name} lacks a photo`);
        if (hashBytes(bytes) !== sha256) this.#broken.push('a photo is not its hash');
      }
    }
  }

  /** By causality alone, worked out anew from the events: the values that none has seen, of each note. */
  #examineNotes(events: readonly Event[], text: string, name: string): void {
    const [facts, conflicts] = JSON.parse(text) as [
      { notes: Record<string, string> } | null,
      readonly { register: { of: string; indicator?: number } }[],
    ];
    for (let indicator = 1; indicator <= 4; indicator += 1) {
      const values = standingValues(events, indicator);
      const told = conflicts.some(({ register }) => register.of === 'note' && register.indicator === indicator);
      if (told !== values.size > 1) this.#broken.push(`${name}: a conflict of note ${indicator} is not told as it is`);
      const shown = facts?.notes[indicator];
      if (values.size > 0 && (shown === undefined || !values.has(shown)))
        this.#broken.push(`${name}: note ${indicator} shows a value that was overwritten`);
    }
  }

  async #start(name: string): Promise<SimLaptop> {
    const laptop = await startLaptop(this.#root, name, () => this.#now);
    return this.#planted.laptop?.(laptop) ?? laptop;
  }

  #note(events: readonly Event[]): void {
    for (const event of events) this.#saved.set(eventHash(event, hashText) ?? '', event);
  }

  #dice(fault: Fault, chance: number): boolean {
    const happens = this.#random() < chance;
    if (happens) this.#faults.set(fault, (this.#faults.get(fault) ?? 0) + 1);
    return happens;
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  get #id(): InspectionId {
    if (this.#inspection === null) throw new Error('nothing has begun');
    return this.#inspection;
  }

  #laptop(at: number): SimLaptop {
    const laptop = this.#laptops[at];
    if (laptop === undefined) throw new Error('no such laptop');
    return laptop;
  }

  #place(at: number): Memory {
    const place = this.#places[at];
    if (place === undefined) throw new Error('no such place');
    return place;
  }
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

const copyOf = ({ parts, files }: Memory): Memory => ({
  parts: new Map([...parts].map(([key, puts]) => [key, [...puts]])),
  files: new Map(files),
});

const eventsIn = ({ parts }: Memory): ReadonlySet<string> =>
  new Set(
    [...parts.values()].flat().flatMap(({ part }) => part.events.map((event) => eventHash(event, hashText) ?? '')),
  );

const isConfirmed = ({ device, seq }: Event, confirmed: Readonly<Record<string, { seq: number }>>): boolean =>
  seq <= (confirmed[device]?.seq ?? 0);

function named(events: readonly Event[]) {
  return events.flatMap(({ type, payload }) =>
    type === 'evidence.added' ? [payload as { evidence: { sha256: Sha256; size: number } }] : [],
  );
}

const movedIn = ({ moved }: Exchanged): number =>
  moved.eventsSent + moved.eventsTaken + moved.filesSent.count + moved.filesFetched.count;

function standingValues(events: readonly Event[], indicator: number): ReadonlySet<string> {
  const writes = events.filter(({ type, payload }) => type === 'note.set' && payload['indicator'] === indicator);
  const saw = (later: Event, { device, seq }: Event): boolean =>
    later.device === device ? later.seq > seq : (later.deps[device] ?? 0) >= seq;
  const standing = writes.filter((write) => !writes.some((other) => saw(other, write)));
  return new Set(standing.map(({ payload }) => String(payload['text'])));
}

function conflictsIn(events: readonly Event[]): number {
  return [1, 2, 3, 4].filter((indicator) => standingValues(events, indicator).size > 1).length;
}
