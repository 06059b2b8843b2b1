const PDF_DATE = /^D:(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:Z(?:00'00'?)?|([+-])(\d{2})'(\d{2})'?)$/;

/** Reads a PDF date that states its seconds and its offset from UTC; `null` for anything less exact. */
export function parsePdfDate(text: string): Date | null {
  const match = PDF_DATE.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  const offset = (Number(match[8] ?? 0) * 60 + Number(match[9] ?? 0)) * 60_000 * (match[7] === '-' ? -1 : 1);
  const utc = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
  const exact = new Date(utc);
  // Date.UTC rolls 31 February over into March; such a date was never a date.
  const real = exact.getUTCMonth() + 1 === month && exact.getUTCDate() === day && exact.getUTCHours() === hour;
  return real ? new Date(utc - offset) : null;
}
