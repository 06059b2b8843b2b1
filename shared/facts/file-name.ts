import { cutText, isBlank, toWellFormed } from '../reading/characters.ts';
import { MAX_FILE_NAME } from './schema.ts';

const UNNAMED = '未命名';
const GAP = '…';
/** An ending as programs give it: short, of letters and figures. */
const ENDING = /\.[\p{L}\p{N}]{1,8}$/u;

/**
 * The name under which a file is recorded: its own wherever the log takes it. A name that shows nothing becomes
 * 未命名 with its ending, one that is too long keeps its beginning and its end, half a surrogate pair goes.
 * `mime` gives the ending of a name that has none left; '' where it is not known.
 */
export function recordedName(fileName: string, mime: string): string {
  const name = toWellFormed(fileName).trim();
  const ending = ENDING.exec(name)?.[0] ?? '';
  if (isBlank(name.slice(0, name.length - ending.length)))
    return `${UNNAMED}${ending === '' ? endingOf(mime) : ending}`;
  return name.length <= MAX_FILE_NAME ? name : shortened(name, ending);
}

function endingOf(mime: string): string {
  const kind = /^(?:image|application)\/([a-z0-9]{1,8})$/.exec(mime)?.[1] ?? '';
  return kind === '' ? '' : `.${kind === 'jpeg' ? 'jpg' : kind}`;
}

/** What numbers copies apart often stands at the end, so that is kept with the ending. */
const TAIL = 24;

function shortened(name: string, ending: string): string {
  const from = name.length - ending.length - TAIL;
  const tail = toWellFormed(name.slice(from)).trimStart();
  return `${cutText(name, MAX_FILE_NAME - GAP.length - tail.length).trimEnd()}${GAP}${tail}`;
}
