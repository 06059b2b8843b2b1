/** How a clause is called wherever people read it: `11a` → `11-1`, `4a1` → `4-1.1`. */
export function clauseNumber(id: string): string {
  const match = /^(\d+)([a-z])(\d?)$/.exec(id);
  if (match === null) return id;
  const [, indicator = '', letter = 'a', part = ''] = match;
  const ordinal = letter.charCodeAt(0) - 'a'.charCodeAt(0) + 1;
  return `${indicator}-${ordinal}${part === '' ? '' : `.${part}`}`;
}
