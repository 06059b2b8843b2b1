/** Ends of lines, also those that only some programs know. */
const ROW_END = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/u;

/**
 * The cells of a table as spreadsheets put it on the clipboard, row by row: tabs between cells, a line each row, cells
 * that hold tabs, line ends or quotes themselves in quotes. The line end behind the last row is none of a cell.
 */
export function splitTable(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  let rest = text.replace(/(?:\r\n|[\n\r])$/, '');
  for (;;) {
    const { cell, end } = firstCell(rest);
    rows.at(-1)?.push(cell);
    if (end >= rest.length) return rows;
    const lineEnd = ROW_END.exec(rest.slice(end, end + 2));
    const mark = lineEnd?.index === 0 ? lineEnd[0] : '\t';
    if (mark !== '\t') rows.push([]);
    rest = rest.slice(end + mark.length);
  }
}

/** The cells of a pasted text, whatever their rows; a text without tabs and line ends is one cell. */
export function splitCells(text: string): readonly string[] {
  return splitTable(text).flat();
}

/** The first cell and where it ends. Quotes count only around a whole cell; else they are its own. */
function firstCell(text: string): { readonly cell: string; readonly end: number } {
  const quoted = /^"((?:[^"]|"")*)"(?=[\t\n\r]|$)/.exec(text);
  if (quoted !== null && /[\t\n\r"]/.test(quoted[1] ?? ''))
    return { cell: (quoted[1] ?? '').replaceAll('""', '"'), end: quoted[0].length };
  const end = text.search(/[\t\n\r\v\f\u0085\u2028\u2029]/u);
  return end < 0 ? { cell: text, end: text.length } : { cell: text.slice(0, end), end };
}
