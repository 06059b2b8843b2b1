/** What flows over the pages, measured in points and lines. */
export interface Flow {
  /** Height of the text area. */
  readonly page: number;
  /** Title with the air below it. */
  readonly title: number;
  readonly opening: { readonly lines: number; readonly pitch: number };
  readonly caption: number;
  /** The table's head, which every page with rows repeats, with the frame. */
  readonly head: number;
  readonly rows: readonly FlowRow[];
  readonly line: number;
  /** What a row takes besides its lines. */
  readonly padding: number;
  /** Everything below the table. */
  readonly closing: number;
}

export interface FlowRow {
  readonly lines: number;
  /** Lines that any part of the row needs. */
  readonly least: number;
  /** How many of the row's texts pause after so many lines: a paragraph ends, or the text is over. */
  readonly pauses: (lines: number) => number;
}

/** A row, or its lines `from` to `to` where it is broken. */
export interface Slice {
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

export interface PagePlan {
  readonly opening: { readonly from: number; readonly to: number };
  readonly caption: boolean;
  readonly slices: readonly Slice[];
  readonly closing: boolean;
  /** Height taken up. */
  readonly used: number;
}

/** Neither part of a broken row has fewer lines. */
const FEWEST = 3;
/** How many lines a page may give up so that a row breaks at the end of a paragraph. */
const GIVEN_UP = 2;
/** White space that may be left rather than a row broken, as parts of a page: each is tried. */
const GAPS = Array.from({ length: 16 }, (_, index) => (16 - index) / 48);
/** How full pages are to be on average, the last apart. */
const FULL = 0.9;

/**
 * Fills pages from top to bottom. A row that does not fit the rest of a page moves to the next one where that leaves little
 * white; else it is broken between lines, best where its paragraphs end. As few rows are broken as pages can be full with.
 * The caption never ends a page; the closing stands below a row wherever rows leave it room.
 */
export function fillPages(flow: Flow): readonly PagePlan[] {
  const plans = GAPS.map((gap) => new Filling(flow, gap * flow.page).plan());
  const fewest = Math.min(...plans.map((plan) => plan.length));
  const short = plans.filter((plan) => plan.length === fewest);
  const full = short.filter((plan) => meanFill(plan, flow.page) >= FULL);
  const [best] = full.toSorted((one, other) => brokenRows(one) - brokenRows(other));
  return (
    best ?? short.reduce((fullest, plan) => (meanFill(plan, flow.page) > meanFill(fullest, flow.page) ? plan : fullest))
  );
}

const brokenRows = (plan: readonly PagePlan[]): number =>
  plan.flatMap(({ slices }) => slices).filter(({ from }) => from > 0).length;

/** How full the pages are on average, the last apart; 1 where there is only one. */
export function meanFill(plan: readonly { readonly used: number }[], page: number): number {
  const counted = plan.slice(0, -1);
  if (counted.length === 0) return 1;
  return counted.reduce((sum, { used }) => sum + used, 0) / page / counted.length;
}

/** One page as it fills. */
interface Open {
  opening: { from: number; to: number };
  caption: boolean;
  slices: Slice[];
  closing: boolean;
  used: number;
}

class Filling {
  readonly #flow: Flow;
  /** White space that is left rather than a row broken. */
  readonly #gap: number;
  readonly #pages: Open[] = [];
  #page: Open;

  constructor(flow: Flow, gap: number) {
    this.#flow = flow;
    this.#gap = gap;
    this.#page = this.#turn();
  }

  plan(): readonly PagePlan[] {
    this.#open();
    for (let row = 0; row < this.#flow.rows.length; row += 1) this.#place(row);
    this.#close();
    return this.#pages;
  }

  #turn(): Open {
    const page = { opening: { from: 0, to: 0 }, caption: false, slices: [], closing: false, used: 0 };
    this.#pages.push(page);
    this.#page = page;
    return page;
  }

  /** Title, opening and caption; the caption only where the first row begins below it. */
  #open(): void {
    const { title, opening, caption, page } = this.#flow;
    this.#page.used += title;
    for (let from = 0; from < opening.lines;) {
      const to = Math.min(opening.lines, from + Math.max(0, Math.floor((page - this.#page.used) / opening.pitch)));
      this.#page.opening = { from, to };
      this.#page.used += (to - from) * opening.pitch;
      from = to;
      if (from < opening.lines) this.#turn();
    }
    this.#page.used += caption;
    const starts = this.#page.used < page && this.#part(0, 0, this.#room()) > 0;
    if (!starts) {
      this.#page.used -= caption;
      this.#turn().used = caption;
    }
    this.#page.caption = true;
  }

  /** What is left for rows. */
  #room(page: Open = this.#page): number {
    return this.#flow.page - page.used - (page.slices.length === 0 ? this.#flow.head : 0);
  }

  #height(row: number, lines: number): number {
    return Math.max(lines, this.#flow.rows[row]?.least ?? 0) * this.#flow.line + this.#flow.padding;
  }

  #push(slice: Slice): void {
    if (this.#page.slices.length === 0) this.#page.used += this.#flow.head;
    this.#page.slices.push(slice);
    this.#page.used += this.#height(slice.row, slice.to - slice.from);
  }

  #place(row: number): void {
    const { lines = 0 } = this.#flow.rows[row] ?? {};
    for (let from = 0; from < lines;) {
      const part = this.#part(row, from, this.#room());
      if (part > 0) this.#push({ row, from, to: from + part });
      from += part;
      if (from < lines) this.#turn();
    }
  }

  /** How many of a row's lines from `from` on go into `room`: all, some where the row is to be broken here, or none. */
  #part(row: number, from: number, room: number): number {
    const rest = (this.#flow.rows[row]?.lines ?? 0) - from;
    if (this.#height(row, rest) <= room) return rest;
    const whole = this.#flow.page - this.#flow.head;
    const forced = room >= whole;
    if (!forced && room <= this.#gap && this.#height(row, rest) <= whole) return 0;
    const part = this.#cut(row, from, room);
    // On an empty page something must stand, be it against the rules of beauty.
    return part > 0 || !forced ? part : Math.max(1, Math.floor((room - this.#flow.padding) / this.#flow.line));
  }

  /** Where a row is best broken within `room`, as a number of lines from `from` on; 0: nowhere. */
  #cut(row: number, from: number, room: number): number {
    const { lines = 0, least = 0, pauses = () => 0 } = this.#flow.rows[row] ?? {};
    const most = Math.min(Math.floor((room - this.#flow.padding) / this.#flow.line), lines - from - FEWEST);
    if (most < FEWEST || this.#height(row, least) > room) return 0;
    let best = most;
    for (let part = most - 1; part >= Math.max(FEWEST, most - GIVEN_UP); part -= 1) {
      if (pauses(from + part) > pauses(from + best)) best = part;
    }
    return best;
  }

  /** The closing below the last row; where it has no room, the end of the rows moves over to a page with it. */
  #close(): void {
    if (this.#flow.page - this.#page.used < this.#flow.closing) this.#moveOver();
    this.#page.closing = true;
    this.#page.used += this.#flow.closing;
  }

  #moveOver(): void {
    const page = this.#page;
    const last = page.slices.at(-1);
    const fresh = this.#flow.page - this.#flow.head - this.#flow.closing;
    const moved = last === undefined ? null : this.#tail(last, fresh, page);
    if (last === undefined || moved === null) {
      this.#turn();
      return;
    }
    page.slices.pop();
    page.used -= this.#height(last.row, last.to - last.from);
    if (moved > last.from) this.#push({ ...last, to: moved });
    this.#turn();
    this.#push({ ...last, from: moved });
  }

  /** From which of its lines on the last slice moves over: few, so that its page stays full; null: it must stay whole. */
  #tail(last: Slice, room: number, page: Open): number | null {
    const { pauses = () => 0 } = this.#flow.rows[last.row] ?? {};
    let best: number | null = null;
    for (let from = last.to - FEWEST; from >= last.from + FEWEST; from -= 1) {
      if (this.#height(last.row, last.to - from) > room || last.to - from > FEWEST + GIVEN_UP) break;
      if (best === null || pauses(from) > pauses(best)) best = from;
    }
    if (best !== null) return best;
    const leavesRows = page.slices.length > 1;
    return leavesRows && this.#height(last.row, last.to - last.from) <= room ? last.from : null;
  }
}
