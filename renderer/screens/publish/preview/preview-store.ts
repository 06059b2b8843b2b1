import { createStore, type StoreApi } from 'zustand/vanilla';
import type { HostApi } from '#shared/host/api.ts';
import type { NoticeEdition } from '#shared/publication/notice-edition.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { JobsState } from '#renderer/stores/jobs.ts';
import { initialPreview, type PreviewEvent, type PreviewState, reducePreview } from './preview-state.ts';

export interface PreviewNeeds {
  readonly host: Pick<HostApi, 'call'>;
  readonly jobs: Pick<JobsState, 'follow' | 'cancel'>;
  readonly inspection: InspectionId;
  readonly edition: NoticeEdition;
  /** Runs a task once, later; the returned function forgets it. */
  readonly later: (task: () => void) => () => void;
}

/** Keeps a preview up with the facts: waits until they rest, makes one at a time, gives up what nobody wants any more. */
export class Preview {
  readonly store: StoreApi<PreviewState>;
  readonly #needs: PreviewNeeds;
  #forget: () => void = () => undefined;
  #next: () => void = () => undefined;
  #isOpen = true;

  constructor(needs: PreviewNeeds) {
    this.#needs = needs;
    this.store = createStore<PreviewState>()(() => initialPreview(needs.edition));
  }

  /** The facts on disk are others than before. */
  changed(): void {
    const first = this.#state.shown === null;
    this.#send({ is: 'changed' });
    this.#renew(first ? () => this.make() : () => this.#schedule());
  }

  setEdition(edition: NoticeEdition): void {
    if (edition === this.#state.edition) return;
    this.#send({ is: 'edition', edition });
    // Before anything was wanted the edition is only noted: the facts bring the first preview.
    if (this.#state.wanted > 0) this.#renew(() => this.make());
  }

  /** Makes it now, without waiting. */
  make(): void {
    this.#forget();
    if (this.#isOpen && this.#state.making === null) void this.#run();
  }

  cancel(): void {
    const { making } = this.#state;
    if (making !== null) this.#needs.jobs.cancel(making.work);
  }

  /** Takes up work again after `close`. */
  open(): void {
    this.#isOpen = true;
    if (this.#state.wanted > (this.#state.shown?.revision ?? 0)) this.make();
  }

  close(): void {
    this.#isOpen = false;
    this.#forget();
    this.cancel();
  }

  get #state(): PreviewState {
    return this.store.getState();
  }

  /** What is under way is of no use now; its end brings the next, as soon as the latest change asks for. */
  #renew(next: () => void): void {
    this.#next = next;
    if (this.#state.making === null) next();
    else this.cancel();
  }

  #schedule(): void {
    this.#forget();
    this.#forget = this.#needs.later(() => this.make());
  }

  async #run(): Promise<void> {
    const { host, jobs, inspection } = this.#needs;
    const { wanted: revision, edition } = this.#state;
    const { work, end } = jobs.follow(() => host.call('notice:preview', { inspection, edition }));
    this.#send({ is: 'started', revision, work });
    const made = await end;
    if (made.ok) this.#send({ is: 'made', revision, edition, notice: made.value });
    else this.#send({ is: 'failed', revision, failure: made.error });
    if (this.#isOpen && this.#state.wanted !== revision) this.#next();
  }

  #send(event: PreviewEvent): void {
    this.store.setState(reducePreview(this.#state, event), true);
  }
}
