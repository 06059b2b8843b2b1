import type { ErrorCode } from '#shared/errors.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { Event } from '#shared/log/event.ts';
import type { Draft } from '#shared/log/events.ts';
import type { Fold } from '#shared/log/fold.ts';
import type { Reach } from '#shared/log/heads.ts';
import type { Acceptance } from '#shared/log/readiness.ts';
import type { Failure } from '#shared/result.ts';
import { acceptanceKey, acceptanceOf } from './acceptance-keys.ts';
import { draftKey } from './draft-key.ts';
import { LeftBehind } from './left-behind.ts';
import { Outbox, type Known } from './outbox.ts';
import { SendQueue, type Call, type Pending } from './send-queue.ts';
import type { WindowMeans } from './services.ts';
import { AsideList, type SetAside } from './set-aside.ts';
import { takeUp } from './take-up.ts';
import { Stays } from './what-was-seen.ts';

type Texts = Readonly<Record<string, string>>;

/** What was entered in this window and is not in the journal: on its way, typed, set aside. All of it is on the disk. */
export class Unsaved {
  /** Names this window in the events that it writes. */
  readonly window: string;
  readonly queue: SendQueue;
  readonly #outbox: Outbox;
  readonly #left: LeftBehind;
  readonly #aside: AsideList;
  readonly #stays = new Stays();
  #typed: Texts = {};
  #accepted: readonly Acceptance[] = [];
  #recovered = 0;

  constructor({ db, now, scratch, newId, claim }: WindowMeans, inspection: InspectionId) {
    this.window = newId();
    this.queue = new SendQueue(this.window);
    this.#outbox = new Outbox(db, inspection, now(), scratch, this.window);
    this.#left = new LeftBehind(claim, inspection, this.window);
    this.#aside = new AsideList(this.#outbox);
  }

  get entries(): readonly Pending[] {
    return this.queue.entries;
  }

  /** Text that stands in fields without being recorded, by the key of its place. */
  get typed(): Texts {
    return this.#typed;
  }

  /** 待核 that somebody accepted for the 定稿 to come. */
  get accepted(): readonly Acceptance[] {
    return this.#accepted;
  }

  get setAside(): readonly SetAside[] {
    return this.#aside.list;
  }

  /** How many entries of interrupted runs were taken up and not read yet. */
  get recovered(): number {
    return this.#recovered;
  }

  dismissRecovered(): void {
    this.#recovered = 0;
  }

  /** Asks for what others have kept; theirs as long as their windows are open. */
  async askForLeft(): Promise<void> {
    this.#left.ask(await this.#outbox.rows());
  }

  /** Calls when another window turns out to be gone. */
  whenLeft(task: () => void): void {
    this.#left.whenGone(task);
  }

  /** Takes up what windows that are gone have left; whether there was anything. */
  async takeUp(saved: () => Fold): Promise<boolean> {
    const isLeft = this.#left.take();
    if (isLeft === null) return false;
    const left = await this.#outbox.recover(isLeft);
    const { pending, recovered, typed, aside } = takeUp(left, saved(), this.#outbox);
    this.#aside.restore(aside);
    this.queue.add(pending);
    this.#recovered += recovered;
    // What stands in a field by now is the later text.
    this.#typed = { ...only(typed, (key) => acceptanceOf(key) === null), ...this.#typed };
    for (const [key, reason] of Object.entries(typed)) {
      const indicator = acceptanceOf(key);
      if (indicator !== null && !this.#accepted.some((one) => one.indicator === indicator))
        this.#accepted = [...this.#accepted, { indicator, reason }];
    }
    return left.length > 0;
  }

  /** Puts changes on their way that their writer makes while the journal reaches to `now`. */
  record(drafts: readonly Draft[], stretch: object | null, now: Reach): void {
    this.enter(drafts, this.#stays.record(drafts.map(draftKey), stretch, now));
  }

  /** Puts changes on their way, made with all that was `seen`. */
  enter(drafts: readonly Draft[], seen: Reach): void {
    const keys = drafts.map(draftKey);
    this.queue.add(this.#outbox.pend(drafts, this.#knownAt(keys, seen)));
    this.#aside.replacedBy(drafts);
    this.#forgetTyped(keys);
  }

  keepTyping(key: string, text: string, draft: Draft | null, stretch: object | null, now: Reach): void {
    this.#outbox.keepTyping(key, text, draft, this.#knownAt([key], this.#stays.type(key, stretch, now)));
  }

  holdTyping(key: string, text: string, now: Reach): void {
    if (this.#typed[key] === text) return;
    this.#outbox.keepTyping(key, text, null, this.#knownAt([key], now));
    this.#typed = { ...this.#typed, [key]: text };
  }

  dropTyping(key: string): void {
    this.#stays.forget(key);
    this.#outbox.drop(key);
    this.#forgetTyped([key]);
  }

  accept(indicator: number, reason: string, now: Reach): void {
    this.#outbox.keepTyping(acceptanceKey(indicator), reason, null, { seen: now });
    this.#accepted = [...this.#accepted.filter((one) => one.indicator !== indicator), { indicator, reason }];
  }

  withdraw(indicator: number): void {
    this.#outbox.drop(acceptanceKey(indicator));
    this.#accepted = this.#accepted.filter((one) => one.indicator !== indicator);
  }

  /** The call's events are in the journal. */
  written(call: Call, events: readonly Event[]): void {
    this.queue.done(call, events);
    this.#stays.wrote(events);
    this.#outbox.settle(call.entries);
  }

  /** Sets aside what was entered in one move; `place` among it is what the host refuses. */
  refused(move: readonly Pending[], place: number, failure: Failure<ErrorCode>): void {
    this.#aside.add(move, place, failure);
  }

  /** Gives up what was set aside, or forgets it as mended. */
  dropAside(id: number): void {
    this.#aside.drop(id);
  }

  /** Gives up everything but what was set aside. */
  clear(): void {
    this.queue.clear();
    this.#stays.clear();
    this.#outbox.clear();
    this.#typed = {};
    this.#accepted = [];
  }

  /** Leaves what there is to whoever comes next, once all of it is written. */
  async close(): Promise<void> {
    await this.#outbox.idle();
    this.release();
  }

  release(): void {
    this.#left.release();
  }

  /** What is before the writer's eyes, for an entry at these keys. */
  #knownAt(keys: readonly string[], seen: Reach): Known & { readonly seen: Reach } {
    return { seen, over: this.entries.filter(({ key }) => keys.includes(key)).map(({ draft }) => draft) };
  }

  #forgetTyped(keys: readonly string[]): void {
    if (keys.some((key) => key in this.#typed)) this.#typed = only(this.#typed, (key) => !keys.includes(key));
  }
}

function only(texts: Texts, isMeant: (key: string) => boolean): Texts {
  return Object.fromEntries(Object.entries(texts).filter(([key]) => isMeant(key)));
}
