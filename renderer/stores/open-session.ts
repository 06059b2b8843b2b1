import type { ErrorCode } from '#shared/errors.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { Draft } from '#shared/log/events.ts';
import type { Heads } from '#shared/log/heads.ts';
import { registerKey } from '#shared/log/register.ts';
import { ok, type Failure, type Result } from '#shared/result.ts';
import { openInspection, type Opened } from './opening.ts';
import { Saved } from './saved.ts';
import { sendNext } from './send-next.ts';
import type { SessionNeeds } from './services.ts';
import type { Inspection, SaveState, SessionPhase, SessionState } from './session-types.ts';
import { snapshotOf } from './snapshot.ts';
import { UndoStack } from './undo-stack.ts';
import { Unsaved } from './unsaved.ts';

type Publish = (data: Partial<SessionState>) => void;

/** One open inspection: what is saved, what is not, and the order between them. */
export class OpenSession {
  readonly #needs: SessionNeeds;
  readonly #opened: Opened;
  readonly #publish: Publish;
  readonly #saved: Saved;
  readonly #unsaved: Unsaved;
  readonly #steps = new UndoStack();
  #view: Inspection | null = null;
  #sending: Promise<void> | null = null;
  #stopListening: () => void = () => undefined;
  #missed: readonly Heads[] = [];

  private constructor(needs: SessionNeeds, opened: Opened, unsaved: Unsaved, publish: Publish) {
    this.#needs = needs;
    this.#opened = opened;
    this.#publish = publish;
    this.#saved = new Saved(needs.services, opened);
    this.#unsaved = unsaved;
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
    const unsaved = new Unsaved(needs.services, id);
    try {
      // Asked for at once: a window that is being reloaded is gone by the time the journal is read.
      const [opened] = await Promise.all([openInspection(needs, id, report), unsaved.askForLeft()]);
      if (!opened.ok) {
        unsaved.release();
        return opened;
      }
      // Once more: a store that could not be read is another one now.
      await unsaved.askForLeft();
      const session = new OpenSession(needs, opened.value, unsaved, publish);
      await unsaved.takeUp(() => session.#saved.fold);
      unsaved.whenLeft(() => void session.#takeUpLate());
      session.#listen(missed);
      return ok(session);
    } finally {
      stop();
    }
  }

  /** Shows the inspection and sends on what was taken up. */
  start(): void {
    this.#show({ phase: { is: 'open' } });
    if (this.#unsaved.entries.length > 0 || this.#saved.isIndexBehind) void this.flush();
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
    await this.#unsaved.close();
  }

  record(drafts: readonly Draft[], stretch: object | null): Promise<void> {
    if (this.#view !== null) this.#steps.note(this.#view.facts, drafts, stretch);
    this.#unsaved.record(drafts, stretch, this.#saved.reach);
    return this.#send();
  }

  keepTyping(key: string, text: string, draft: Draft | null, stretch: object | null): void {
    this.#unsaved.keepTyping(key, text, draft, stretch, this.#saved.reach);
  }

  holdTyping(key: string, text: string): void {
    this.#change(() => this.#unsaved.holdTyping(key, text, this.#saved.reach));
  }

  dropTyping(key: string): void {
    this.#change(() => this.#unsaved.dropTyping(key));
  }

  accept(indicators: readonly number[], reason: string): void {
    for (const indicator of indicators) this.#unsaved.accept(indicator, reason, this.#saved.reach);
    this.#show();
  }

  withdraw(indicator: number): void {
    this.#unsaved.withdraw(indicator);
    this.#show();
  }

  dismissRecovered(): void {
    this.#unsaved.dismissRecovered();
    this.#show();
  }

  /** Records what was set aside, as it stands now: mended, or as it was. */
  mend(id: number, drafts: readonly Draft[]): Promise<void> {
    this.#unsaved.dropAside(id);
    return this.record(drafts, null);
  }

  /** Gives up what was set aside. */
  giveUp(id: number): void {
    this.#unsaved.dropAside(id);
    this.#show();
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
    this.#unsaved.clear();
    this.#steps.clear();
    this.#show({ save: { is: 'saved', at: null } });
  }

  /** Reads on in the journal. */
  async refresh(): Promise<void> {
    await this.#sending;
    const unread = await this.#saved.readOn();
    // What counts as seen is on the screen at once, before anything else can be entered.
    this.#show();
    const failure = unread ?? (this.#sending === null ? await this.#saved.writeIndex() : null);
    if (failure !== null) this.#fail(failure);
  }

  /** A window turns out to be gone while this one is shown; waits as long as something can't be sent. */
  async #takeUpLate(): Promise<void> {
    // What is written here goes first: what was left is held against it.
    await this.#sending?.catch(() => undefined);
    if (this.#unsaved.entries.length > 0 || !(await this.#unsaved.takeUp(() => this.#saved.fold))) return;
    this.#show();
    await this.flush();
  }

  /** 撤销 or 重做; `key`: of the field that it is asked in. */
  async step(is: 'undo' | 'redo', key: string | null = null): Promise<void> {
    // What is finalised takes no change back either: the step waits until 定稿 is undone.
    if (this.#view === null || this.#view.finalised) return;
    const { facts, folded } = this.#view;
    const contested = new Set(folded.conflicts.map(({ register }) => registerKey(register)));
    const taken = this.#steps.take(is, { facts, contested, typed: this.#unsaved.typed, key });
    if (taken === null) return;
    this.#publish({ step: taken.report });
    const { text } = taken;
    if (text !== null) return text.text === null ? this.dropTyping(text.key) : this.holdTyping(text.key, text.text);
    if (taken.drafts.length === 0) return this.#show();
    this.#unsaved.enter(taken.drafts, this.#saved.reach);
    await this.#send();
  }

  #send(): Promise<void> {
    this.#show({ save: { is: 'saving' } });
    return this.flush();
  }

  async #run(): Promise<void> {
    // Let everything that was entered in the same moment travel together.
    await Promise.resolve();
    let indexFailure: Failure<ErrorCode> | null = null;
    do {
      this.#setSave({ is: 'saving' });
      const failure = await sendNext({
        host: this.#needs.services.host,
        inspection: this.#opened.id,
        saved: this.#saved,
        unsaved: this.#unsaved,
        onRefused: (move) => this.#steps.forget(move.map(({ draft }) => draft)),
      });
      this.#show();
      if (failure !== null) return this.#fail(failure);
      indexFailure = await this.#saved.writeIndex();
      // A broken index must not keep anything from the journal.
    } while (this.#unsaved.entries.length > 0);
    void this.#takeUpLate();
    if (indexFailure !== null) return this.#fail(indexFailure);
    this.#setSave({ is: 'saved', at: this.#needs.services.now() });
  }

  /** Another window, or the host itself, has written: read it, unless it is what we are just sending. */
  async #catchUp(heads: Heads): Promise<void> {
    await this.#sending;
    if (this.#saved.isBehind(heads)) await this.refresh();
  }

  /** The host is back: send what could not be sent, then read what it may have said to nobody. */
  async #resume(): Promise<void> {
    await this.flush();
    await this.refresh();
  }

  /** Does what may change the typed texts, and shows it where it did. */
  #change(task: () => void): void {
    const before = this.#unsaved.typed;
    task();
    if (this.#unsaved.typed !== before) this.#show();
  }

  #fail(failure: Failure<ErrorCode>): void {
    this.#setSave({ is: 'failed', failure });
  }

  #setSave(save: SaveState): void {
    this.#publish({ save });
  }

  #show(also: Partial<Pick<SessionState, 'phase' | 'save'>> = {}): void {
    const { id, device, catalogue, damage } = this.#opened;
    const { services, settings } = this.#needs;
    const { author } = settings.getState().settings;
    const writer = { inspection: id, device, author, now: services.now(), window: this.#unsaved.window };
    const saved = { fold: this.#saved.fold, id, catalogue, damage };
    const snapshot = snapshotOf(saved, this.#unsaved, this.#steps, { writer, before: this.#view });
    this.#view = snapshot.inspection;
    this.#publish({ ...snapshot, ...also });
  }
}
