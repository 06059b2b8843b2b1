const HOUR = 3_600_000;
/** All of China keeps one time, eight hours ahead of UTC, without summer time. */
const CHINA_OFFSET = 8 * HOUR;

const two = (value: number): string => String(value).padStart(2, '0');

interface Moment {
  readonly date: readonly [string, string, string];
  readonly time: readonly [string, string, string];
}

function chinaTime(at: Date): Moment {
  const local = new Date(at.getTime() + CHINA_OFFSET);
  return {
    date: [String(local.getUTCFullYear()).padStart(4, '0'), two(local.getUTCMonth() + 1), two(local.getUTCDate())],
    time: [two(local.getUTCHours()), two(local.getUTCMinutes()), two(local.getUTCSeconds())],
  };
}

/** A PDF date in China's time: `D:20260105143025+08'00'`. */
export function pdfDate(at: Date): string {
  const moment = chinaTime(at);
  return `D:${moment.date.join('')}${moment.time.join('')}+08'00'`;
}

/** The same moment as XMP writes it: `2026-01-05T14:30:25+08:00`. */
export function isoTime(at: Date): string {
  const moment = chinaTime(at);
  return `${moment.date.join('-')}T${moment.time.join(':')}+08:00`;
}

/** The same moment for people: `2026-01-05 14:30:25`. */
export function displayTime(at: Date): string {
  const moment = chinaTime(at);
  return `${moment.date.join('-')} ${moment.time.join(':')}`;
}

/** A PDF text string as UTF-16BE hex with its byte-order mark: the one form every viewer reads Chinese from. */
export function hexText(text: string): string {
  const bytes = Buffer.from(text, 'utf16le').swap16();
  return `<FEFF${bytes.toString('hex').toUpperCase()}>`;
}
