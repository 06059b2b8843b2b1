import type { ErrorCode } from '#shared/errors.ts';
import type { Facts } from '#shared/facts/schema.ts';
import type { Heads } from '#shared/host/records.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { Draft, Event } from '#shared/log/event.ts';
import { foldInto, type Fold } from '#shared/log/fold.ts';
import { ok, type Failure, type Result } from '#shared/result.ts';
import { IndexWriter } from '../db/index-writer.ts';
import { readOn } from '../db/mirror.ts';
import { isInFacts } from './inverse.ts';
import { provisionalEvents, viewOf } from './inspection-view.ts';
import { openInspection, type Opened } from './opening.ts';
import { draftKey, Outbox, type Known, type Pending } from './outbox.ts';
import type { SessionNeeds } from './services.ts';
import type { Inspection, SaveState, SessionPhase, SessionState } from './session-types.ts';
import { intoHistory, isStale } from './stale-drafts.ts';
import { UndoStack } from './undo-stack.ts';

/** As many drafts as the host takes in one call. */
const BATCH = 500;

type Publish = (data: Partial<SessionState>) => void;

/** One open inspection: what is saved, what is on its way, and the order between them. */
export class OpenSession {
  readonly #needs: SessionNeeds;
  readonly #opened: Opened;
  readonly #publish: Publish;
  readonly #outbox: Outbox;
  readonly #index: IndexWriter;
  #saved: Fold;
  #view: Inspection | null = null;
  #pending: Pending[] = [];
  readonly #steps = new UndoStack();
  #typed: Readonly<Record<string, string>> = {};
  #sending: Promise<void> | null = null;
  #stopListening: () => void = () => undefined;
  #release: () => void = () => undefined;
  #missed: readonly Heads[] = [];
  #recovered = 0;

  private constructor(needs: SessionNeeds, opened: Opened, publish: Publish) {
    this.#needs = needs;
    this.#opened = opened;
    this.#publish = publish;
    this.#saved = opened.saved;
    this.#outbox = new Outbox(needs.services.db, opened.id, needs.services.now(), needs.services.scratch);
    this.#index = new IndexWriter(needs.services.db, opened.id, opened.indexed ? opened.heads : {});
    if (!opened.indexed) this.#index.add(opened.saved.order);
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
    try {
      const opened = await openInspection(needs, id, report);
      if (!opened.ok) return opened;
      const session = new OpenSession(needs, opened.value, publish);
      await session.#takeUp();
      session.#listen(missed);
      return ok(session);
    } finally {
      stop();
    }
  }

  /** Shows the inspection and sends on what was taken up. */
  start(): void {
    this.#show({ phase: { is: 'open' }, recovered: this.#recovered, typed: this.#typed });
    if (this.#pending.length > 0 || this.#index.isBehind) void this.flush();
    for (const heads of this.#missed) void this.#catchUp(heads);
    this.#missed = [];
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
    this.#release();
  }

  record(drafts: readonly Draft[], stretch: object | null): Promise<void> {
    if (this.#view !== null) this.#steps.note(this.#view.facts, drafts, stretch);
    return this.#send(drafts);
  }

  undo(): Promise<void> {
    return this.#sendStep((facts) => this.#steps.undo(facts));
  }

  redo(): Promise<void> {
    return this.#sendStep((facts) => this.#steps.redo(facts));
  }

  keepTyping(key: string, text: string, draft: Draft | null): void {
    this.#outbox.keepTyping(key, text, draft, this.#knownAt([key]));
  }

  holdTyping(key: string, text: string): void {
    if (this.#typed[key] === text) return;
    this.keepTyping(key, text, null);
    this.#setTyped({ ...this.#typed, [key]: text });
  }

  dropTyping(key: string): void {
    this.#outbox.drop(key);
    if (key in this.#typed) this.#forgetTyped([key]);
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
    this.#pending = [];
    this.#outbox.clear();
    this.#typed = {};
    this.#steps.clear();
    this.#show({ typed: this.#typed, save: { is: 'saved', at: null } });
  }

  /** Reads on in the journal. */
  async refresh(): Promise<void> {
    await this.#sending;
    const { host } = this.#needs.services;
    const base = { events: this.#saved.order, heads: {} };
    const read = await readOn(host, this.#opened.id, base, () => undefined);
    if (!read.ok) return this.#fail(read.error);
    await this.#take(read.value.events.slice(base.events.length));
    this.#show({});
  }

  async #takeUp(): Promise<void> {
    const claim = await this.#needs.services.claim(`outbox ${this.#opened.id}`);
    this.#release = claim.release;
    // What another open window has on its way is not left behind by anybody.
    const rows = claim.mine ? await this.#outbox.recover() : [];
    const facts = this.#saved.inspection?.facts;
    const drafts = rows.flatMap((row) => (row.draft === null ? [] : [row.draft]));
    // A window closed right after an acknowledgement had no time to forget what it had sent.
    const done = drafts.filter((draft) => facts !== undefined && isInFacts(facts, draft));
    for (const draft of done) this.#outbox.drop(draftKey(draft));
    const left = rows.flatMap(({ draft, ...row }) =>
      draft === null || done.includes(draft) ? [] : [{ ...row, draft }],
    );
    this.#recovered = left.length;
    const stale = left.filter((row) => isStale(this.#saved, row.draft, row));
    const entries = stale.map((row) => ({ row, pair: facts === undefined ? [] : intoHistory(facts, row) }));
    for (const { row, pair } of entries) if (pair.length === 0) this.#outbox.drop(row.key);
    const fresh = left.filter((row) => !stale.includes(row)).map(({ draft }) => draft);
    this.#pending = [...entries.flatMap(({ pair }) => pair), ...this.#outbox.pend(fresh, this.#knownAt([]))];
    const typed = rows.flatMap((row) =>
      row.draft === null && row.text !== null ? [[row.key, row.text] as const] : [],
    );
    this.#typed = Object.fromEntries(typed);
  }

  /** What is before the writer's eyes, for an entry at these keys. */
  #knownAt(keys: readonly string[]): Known {
    const over = this.#pending.filter(({ key }) => keys.includes(key)).map(({ draft }) => draft);
    return { seen: this.#saved.vector, over };
  }

  async #sendStep(step: (facts: Facts) => readonly Draft[]): Promise<void> {
    // What is finalised takes no change back either: the step waits until 定稿 is undone.
    const drafts = this.#view === null || this.#view.finalised ? [] : step(this.#view.facts);
    if (drafts.length > 0) await this.#send(drafts);
  }

  #send(drafts: readonly Draft[]): Promise<void> {
    const known = this.#knownAt(drafts.map(draftKey));
    this.#pending = [...this.#pending, ...this.#outbox.pend(drafts, known)];
    this.#forgetTyped(drafts.map(draftKey));
    this.#show({ save: { is: 'saving' } });
    return this.flush();
  }

  async #run(): Promise<void> {
    // Let everything that was entered in the same moment travel together.
    await Promise.resolve();
    let indexFailure: Failure<ErrorCode> | null = null;
    do {
      this.#setSave({ is: 'saving' });
      const failure = await this.#sendBatch();
      if (failure !== null) return this.#fail(failure);
      indexFailure = await this.#index.write();
      // A broken index must not keep anything from the journal.
    } while (this.#pending.length > 0);
    if (indexFailure !== null) return this.#fail(indexFailure);
    this.#setSave({ is: 'saved', at: this.#needs.services.now() });
  }

  async #sendBatch(): Promise<Failure<ErrorCode> | null> {
    const batch = this.#pending.slice(0, BATCH);
    if (batch.length === 0) return null;
    const { host } = this.#needs.services;
    const drafts = batch.map((entry) => entry.draft);
    // What came in from elsewhere meanwhile was not before the writer's eyes: it must show as a conflict, not vanish.
    const seen = this.#saved.vector;
    const appended = await host.call('inspection:append-events', { inspection: this.#opened.id, drafts, seen });
    if (!appended.ok) return appended.error;
    this.#pending = this.#pending.slice(batch.length);
    await this.#take(appended.value.events);
    this.#outbox.settle(batch);
    this.#show({});
    return null;
  }

  /** Events that are in the journal now: into the fold and on the index's list. */
  async #take(events: readonly Event[]): Promise<void> {
    this.#saved = foldInto(this.#saved, events);
    this.#index.add(events);
    if (this.#sending === null) {
      const failure = await this.#index.write();
      if (failure !== null) this.#fail(failure);
    }
  }

  /** Another window, or the host itself, has written: read it, unless it is what we are just sending. */
  async #catchUp(heads: Heads): Promise<void> {
    await this.#sending;
    const known = new Map(Object.entries(this.#saved.vector));
    const behind = Object.entries(heads).some(([device, head]) => (known.get(device) ?? 0) < head.seq);
    if (behind) await this.refresh();
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
    const writer = { inspection: id, device, author: settings.getState().settings.author, now: services.now() };
    const drafts = this.#pending.map((entry) => entry.draft);
    const provisional = provisionalEvents(this.#saved, drafts, writer);
    const view = viewOf({ id, catalogue, saved: this.#saved, provisional, typed: this.#typed, damage }, this.#view);
    this.#view = view;
    this.#publish({
      inspection: view,
      unsaved: this.#pending.length,
      unsavedKeys: new Set(this.#pending.map((entry) => entry.key)),
      undoable: view?.finalised === true ? 0 : this.#steps.undoable,
      redoable: view?.finalised === true ? 0 : this.#steps.redoable,
      ...also,
    });
  }
}
