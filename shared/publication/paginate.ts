/** What the page has to hold, measured at the final column widths, in points. */
export interface Measures {
  /** One entry per row, in order. */
  readonly rows: readonly number[];
  readonly tableHead: number;
  /** Title, opening and caption above the table on the first page. */
  readonly opening: number;
  /** 附件 line, office, date and the room for signature and seal, below the last row. */
  readonly closing: number;
  /** Height of the text area. */
  readonly page: number;
}

/** The row heights a page other than the first can hold. */
export function pageCapacity(measures: Measures): number {
  return measures.page - measures.tableHead - 1;
}

/**
 * Distributes rows over pages without breaking any: as few pages as can be, and among those the evenest (least sum of
 * squared white space). The last page also holds the closing block: a row moves over to it rather than leave it alone
 * on a page, as GB/T 9704 forbids a page without text; it stands alone only where no row leaves it room.
 * Gives the index of the first row of every page. The first page may hold the opening alone (the second then starts
 * with 0 too), the last the closing alone (it starts with the number of rows). Rows must fit `pageCapacity`.
 */
export function paginate(measures: Measures): readonly number[] {
  const starts = distribute(measures);
  if (starts !== undefined) return starts;
  const belowOpening = distribute({ ...measures, opening: 0 });
  if (belowOpening === undefined) throw new Error('a row is taller than a page: split it first');
  return [0, ...belowOpening];
}

function distribute(measures: Measures): readonly number[] | undefined {
  const count = measures.rows.length;
  const best: (Plan | undefined)[] = [{ pages: 0, waste: 0, starts: [] }];
  for (let end = 1; end < count; end += 1) best[end] = bestPlan(measures, best, end, false);
  const whole = bestPlan(measures, best, count, true);
  if (whole !== undefined) return whole.starts;
  const rowsAlone = bestPlan(measures, best, count, false);
  return rowsAlone && [...rowsAlone.starts, count];
}

interface Plan {
  readonly pages: number;
  readonly waste: number;
  readonly starts: readonly number[];
}

/** The best way to set rows 0 … end-1, whose last page begins at any row whose predecessors can be set. */
function bestPlan(
  measures: Measures,
  best: readonly (Plan | undefined)[],
  end: number,
  closes: boolean,
): Plan | undefined {
  let chosen: Plan | undefined;
  let height = closes ? measures.closing : 0;
  for (let start = end - 1; start >= 0; start -= 1) {
    height += measures.rows[start] ?? 0;
    const room = pageCapacity(measures) - (start === 0 ? measures.opening : 0);
    if (start > 0 && height > room) break;
    const before = best[start];
    if (before === undefined || height > room) continue;
    const waste = before.waste + (closes ? 0 : (room - height) ** 2);
    const plan = { pages: before.pages + 1, waste, starts: [...before.starts, start] };
    if (chosen === undefined || plan.pages < chosen.pages || (plan.pages === chosen.pages && waste < chosen.waste)) {
      chosen = plan;
    }
  }
  return chosen;
}
