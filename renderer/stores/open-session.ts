import type { ErrorCode } from '#shared/errors.ts';
import type { Heads, Reach } from '#shared/log/heads.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { Draft } from '#shared/log/events.ts';
import { registerKey } from '#shared/log/register.ts';
import { ok, type Failure, type Result } from '#shared/result.ts';
import { draftKey } from './draft-key.ts';
import { JournalCopy } from './journal-copy.ts';
import { provisionalEvents, viewOf } from './inspection-view.ts';
import { openInspection, type Opened } from './opening.ts';
import { Outbox, type Known } from './outbox.ts';
import { sendNext, type SendParts } from './send-next.ts';
import { SendQueue } from './send-queue.ts';
import type { Services, SessionNeeds } from './services.ts';
import type { Inspection, SaveState, SessionPhase, SessionState } from './session-types.ts';
import { AsideList } from './set-aside.ts';
import { LeftBehind } from './left-behind.ts';
import { takeUp } from './take-up.ts';
import { stepsShown } from './steps-shown.ts';
import { UndoStack } from './undo-stack.ts';
import { Stays } from './what-was-seen.ts';

type Publish = (data: Partial<SessionState>) => void;

/** What this window keeps on disk until it is in the journal, and what others have left there. */
function keptOf({ db, now, scratch, newId, claim }: Services, id: InspectionId) {
  const window = newId();
  const outbox = new Outbox(db, id, now(), scratch, window);
  const left = new LeftBehind(claim, id, window);
  return { window, outbox, left, ask: async () => left.ask(await outbox.rows()) };
}

type Kept = ReturnType<typeof keptOf>;

/** One open inspection: what is saved, what is on its way, and the order between them. */
export class OpenSession {
  readonly #needs: SessionNeeds;
  readonly #opened: Opened;
  readonly #publish: Publish;
  readonly #outbox: Outbox;
  readonly #journal: JournalCopy;
  readonly #window: string;
  readonly #queue: SendQueue;
  readonly #aside: AsideList;
  readonly #left: LeftBehind;
  readonly #stays = new Stays();
  #view: Inspection | null = null;
  readonly #parts: SendParts;
  readonly #steps = new UndoStack();
  #typed: Readonly<Record<string, string>> = {};
  #sending: Promise<void> | null = null;
  #stopListening: () => void = () => undefined;
  #missed: readonly Heads[] = [];
  #recovered = 0;

  private constructor(needs: SessionNeeds, opened: Opened, kept: Kept, publish: Publish) {
    this.#needs = needs;
    this.#opened = opened;
    this.#publish = publish;
    this.#journal = new JournalCopy(needs.services, opened);
    this.#window = kept.window;
    this.#queue = new SendQueue(this.#window);
    this.#outbox = kept.outbox;
    this.#left = kept.left;
    this.#aside = new AsideList(this.#outbox);
    this.#parts = {
      host: needs.services.host,
      inspection: opened.id,
      queue: this.#queue,
      outbox: this.#outbox,
      journal: this.#journal,
      stays: this.#stays,
      setAside: (entries, place, failure) => {
        this.#aside.add(entries, place, failure);
        this.#steps.forget(entries.map(({ draft }) => draft));
      },
    };
  }

  /** Reads the inspection, brings the index up to date, takes up what an interrupted run left unsaved. */
  static async open(
    needs: SessionNeeds,
    id: InspectionId,
    report: (phase: SessionPhase) => void,
    publish: Publish,
  ): Promise<Result<OpenSession, ErrorCode>> {
    // From before the first look at the journal: what is written while it is read would be told to nobody.
    const missed: Heads[] = [];
    const stop = needs.services.host.on((event) => {
      if (event.type === 'journal' && event.inspection === id) missed.push(event.heads);
    });
    const kept = keptOf(needs.services, id);
    try {
      // Asked for at once: a window that is being reloaded is gone by the time the journal is read.
      const [opened] = await Promise.all([openInspection(needs, id, report), kept.ask()]);
      if (!opened.ok) {
        kept.left.release();
        return opened;
      }
      // Once more: a store that could not be read is another one now.
      await kept.ask();
      const session = new OpenSession(needs, opened.value, kept, publish);
      await session.#takeUp();
      kept.left.whenGone(() => void session.#takeUpLate());
      session.#listen(missed);
      return ok(session);
    } finally {
      stop();
    }
  }

  /** Shows the inspection and sends on what was taken up. */
  start(): void {
    this.#show({ phase: { is: 'open' }, recovered: this.#recovered, typed: this.#typed, window: this.#window });
    if (this.#queue.entries.length > 0 || this.#journal.isIndexBehind) void this.flush();
    for (const heads of this.#missed) void this.#catchUp(heads);
    this.#missed = [];
  }

  /** What it was opened with. */
  get opened(): Opened {
    return this.#opened;
  }

  /** Notes what is written elsewhere; before the inspection is shown, for later. */
  #listen(missed: readonly Heads[]): void {
    this.#missed = missed;
    this.#stopListening = this.#needs.services.host.on((event) => {
      if (event.type === 'journal' && event.inspection === this.#opened.id) void this.#catchUp(event.heads);
      if (event.type === 'connection' && event.state === 'back') void this.#resume();
    });
  }

  /** Waits for what is under way; what could not be saved stays in the outbox for the next time. */
  async close(): Promise<void> {
    this.#stopListening();
    await this.#sending?.catch(() => undefined);
    await this.#outbox.idle();
    this.#left.release();
  }

  record(drafts: readonly Draft[], stretch: object | null): Promise<void> {
    if (this.#view !== null) this.#steps.note(this.#view.facts, drafts, stretch);
    const seen = this.#stays.record(drafts.map(draftKey), stretch, this.#journal.reach);
    return this.#send(drafts, seen);
  }

  keepTyping(key: string, text: string, draft: Draft | null, stretch: object | null): void {
    const seen = this.#stays.type(key, stretch, this.#journal.reach);
    this.#outbox.keepTyping(key, text, draft, this.#knownAt([key], seen));
  }

  holdTyping(key: string, text: string): void {
    if (this.#typed[key] === text) return;
    this.#outbox.keepTyping(key, text, null, this.#knownAt([key], this.#journal.reach));
    this.#setTyped({ ...this.#typed, [key]: text });
  }

  dropTyping(key: string): void {
    this.#stays.forget(key);
    this.#outbox.drop(key);
    if (key in this.#typed) this.#forgetTyped([key]);
  }

  /** Records what was set aside, as it stands now: mended, or as it was. */
  mend(id: number, drafts: readonly Draft[]): Promise<void> {
    this.#aside.drop(id);
    return this.record(drafts, null);
  }

  /** Gives up what was set aside. */
  giveUp(id: number): void {
    this.#aside.drop(id);
    this.#show({});
  }

  /** Sends what is pending, in order, until nothing is left or something fails. Safe to call at any time. */
  flush(): Promise<void> {
    this.#sending ??= this.#run()
      .catch((thrown: unknown) => {
        // A fault of ours must not leave 保存中 standing for ever.
        this.#fail({ code: 'app.internal' });
        throw thrown;
      })
      .finally(() => {
        this.#sending = null;
      });
    return this.#sending;
  }

  async discardUnsaved(): Promise<void> {
    await this.#sending;
    this.#queue.clear();
    this.#stays.clear();
    this.#outbox.clear();
    this.#typed = {};
    this.#steps.clear();
    this.#show({ typed: this.#typed, save: { is: 'saved', at: null } });
  }

  /** Reads on in the journal. */
  async refresh(): Promise<void> {
    await this.#sending;
    const unread = await this.#journal.readOn();
    // What counts as seen is on the screen at once, before anything else can be entered.
    this.#show({});
    const failure = unread ?? (this.#sending === null ? await this.#journal.writeIndex() : null);
    if (failure !== null) this.#fail(failure);
  }

  /** Takes up what windows that are gone have left; what another open window has on its way is left by nobody. */
  async #takeUp(): Promise<boolean> {
    const isLeft = this.#left.take();
    if (isLeft === null) return false;
    const rows = await this.#outbox.recover(isLeft);
    const { pending, recovered, typed, aside } = takeUp(rows, this.#journal.fold, this.#outbox);
    this.#aside.restore(aside);
    this.#queue.add(pending);
    this.#recovered += recovered;
    // What stands in a field by now is the later text.
    this.#typed = { ...typed, ...this.#typed };
    return rows.length > 0;
  }

  /** A window turns out to be gone while this one is shown; waits as long as something can't be sent. */
  async #takeUpLate(): Promise<void> {
    // What is written here goes first: what was left is held against it.
    await this.#sending?.catch(() => undefined);
    if (this.#queue.entries.length > 0 || !(await this.#takeUp())) return;
    this.#show({ recovered: this.#recovered, typed: this.#typed });
    await this.flush();
  }

  /** What is before the writer's eyes, for an entry at these keys. */
  #knownAt(keys: readonly string[], seen: Reach): Known & { readonly seen: Reach } {
    const over = this.#queue.entries.filter(({ key }) => keys.includes(key)).map(({ draft }) => draft);
    return { seen, over };
  }

  /** 撤销 or 重做; `key`: of the field that it is asked in. */
  async step(is: 'undo' | 'redo', key: string | null = null): Promise<void> {
    // What is finalised takes no change back either: the step waits until 定稿 is undone.
    if (this.#view === null || this.#view.finalised) return;
    const { facts, folded } = this.#view;
    const contested = new Set(folded.conflicts.map(({ register }) => registerKey(register)));
    const taken = this.#steps.take(is, { facts, contested, typed: this.#typed, key });
    if (taken === null) return;
    this.#publish({ step: taken.report });
    const { text } = taken;
    if (text !== null) return text.text === null ? this.dropTyping(text.key) : this.holdTyping(text.key, text.text);
    if (taken.drafts.length > 0) await this.#send(taken.drafts, this.#journal.reach);
    else this.#show({});
  }

  #send(drafts: readonly Draft[], seen: Reach): Promise<void> {
    const keys = drafts.map(draftKey);
    this.#queue.add(this.#outbox.pend(drafts, this.#knownAt(keys, seen)));
    this.#aside.replacedBy(drafts);
    this.#forgetTyped(keys);
    this.#show({ save: { is: 'saving' } });
    return this.flush();
  }

  async #run(): Promise<void> {
    // Let everything that was entered in the same moment travel together.
    await Promise.resolve();
    let indexFailure: Failure<ErrorCode> | null = null;
    do {
      this.#setSave({ is: 'saving' });
      const failure = await sendNext(this.#parts);
      this.#show({});
      if (failure !== null) return this.#fail(failure);
      indexFailure = await this.#journal.writeIndex();
      // A broken index must not keep anything from the journal.
    } while (this.#queue.entries.length > 0);
    void this.#takeUpLate();
    if (indexFailure !== null) return this.#fail(indexFailure);
    this.#setSave({ is: 'saved', at: this.#needs.services.now() });
  }

  /** Another window, or the host itself, has written: read it, unless it is what we are just sending. */
  async #catchUp(heads: Heads): Promise<void> {
    await this.#sending;
    if (this.#journal.isBehind(heads)) await this.refresh();
  }

  /** The host is back: send what could not be sent, then read what it may have said to nobody. */
  async #resume(): Promise<void> {
    await this.flush();
    await this.refresh();
  }

  #forgetTyped(keys: readonly string[]): void {
    const rest = Object.entries(this.#typed).filter(([key]) => !keys.includes(key));
    if (rest.length < Object.keys(this.#typed).length) this.#setTyped(Object.fromEntries(rest));
  }

  #setTyped(typed: Readonly<Record<string, string>>): void {
    this.#typed = typed;
    this.#show({ typed });
  }

  #fail(failure: Failure<ErrorCode>): void {
    this.#setSave({ is: 'failed', failure });
  }

  #setSave(save: SaveState): void {
    this.#publish({ save });
  }

  #show(also: Partial<SessionState>): void {
    const { id, device, catalogue, damage } = this.#opened;
    const { services, settings } = this.#needs;
    const { author } = settings.getState().settings;
    const writer = { inspection: id, device, author, now: services.now(), window: this.#window };
    const saved = this.#journal.fold;
    const provisional = provisionalEvents(saved, this.#queue.entries, writer);
    const view = viewOf({ id, catalogue, saved, provisional, typed: this.#typed, damage }, this.#view);
    this.#view = view;
    this.#publish({
      inspection: view,
      unsaved: this.#queue.entries.length,
      unsavedKeys: new Set(this.#queue.entries.map((entry) => entry.key)),
      setAside: this.#aside.list,
      ...stepsShown(this.#steps, view),
      ...also,
    });
  }
}
