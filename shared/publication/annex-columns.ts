import type { AnnexCell } from './annex-types.ts';
import { column, heads } from './annex-types.ts';
import { splitTall } from './row-heights.ts';

/** A column of a table in the annex, and what it says of a row. */
interface Column<K extends string, Row> {
  readonly key: K;
  readonly head: string;
  /** In characters; a table that stands below a wider one has that one's. */
  readonly width?: number;
  readonly of: (row: Row) => AnnexCell;
}

/** The columns of one table in their order. Whoever needs one names it by key: none is counted. */
class Columns<K extends string, Row> {
  readonly widths: readonly number[];
  readonly #columns: readonly Column<K, Row>[];

  constructor(columns: readonly Column<K, Row>[], widths: readonly number[]) {
    this.#columns = columns;
    this.widths = widths;
  }

  heads(): AnnexCell[] {
    return heads(this.#columns.map(({ head }) => head));
  }

  row(row: Row): AnnexCell[] {
    return this.#columns.map(({ of }) => of(row));
  }

  /** The row as one or several, none higher than a row can be; the columns `again` say theirs in each. */
  rows(row: Row, again: readonly K[] = []): AnnexCell[][] {
    return splitTall(
      this.row(row),
      this.widths,
      again.map((key) => this.indexOf(key)),
    );
  }

  indexOf(key: K): number {
    return this.#columns.findIndex((one) => one.key === key);
  }

  /** As formulas call it: `C`. */
  letterOf(key: K): string {
    return column(this.indexOf(key));
  }
}

/** `columnsOf<Finding>()([…])`: the rows' type is given, the keys are read off. */
export function columnsOf<Row>() {
  return <K extends string>(
    columns: readonly Column<K, Row>[],
    widths: readonly number[] = columns.map(({ width = 0 }) => width),
  ): Columns<K, Row> => new Columns(columns, widths);
}
