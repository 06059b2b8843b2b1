import { encodeBatch } from '#electron/services/journal/line.ts';
import { canonicalText } from '#shared/log/canonical.ts';
import type { Event } from '#shared/log/event.ts';
import { streamsOf } from './sound-folder.ts';
import type { Files } from './sound-folder.ts';
import { hashText } from '#electron/services/disk/hash.ts';

/** Something that happens to files behind the program's back. */
export interface Fault {
  readonly kind: string;
  /** What it happens to, for the report of a failure. */
  readonly what: string;
  readonly to: (files: Files) => Files;
}

const NEWLINE = 0x0a;

type Change = (bytes: Buffer) => Buffer | null;

/** A fault of one file: new bytes, or null for a file that is gone. */
function inFile(kind: string, name: string, detail: string | number, change: Change): Fault {
  const to = (files: Files) => {
    const changed = change(files.get(name) ?? Buffer.alloc(0));
    const rest = [...files].filter(([path]) => path !== name);
    return new Map(changed === null ? rest : [...rest, [name, changed]]);
  };
  return { kind, what: `${name} ${detail}`, to };
}

export const flip = (name: string, at: number, bit: number): Fault =>
  inFile('a flipped bit', name, `${at}/${bit}`, (bytes) => {
    const broken = Buffer.from(bytes);
    broken[at] = (broken[at] ?? 0) ^ (1 << bit);
    return broken;
  });

export const cutAt = (name: string, length: number): Fault =>
  inFile('cut short', name, length, (bytes) => bytes.subarray(0, length));

const hole = (name: string, at: number, size: number): Fault =>
  inFile(`a hole of ${size} bytes`, name, at, (bytes) =>
    Buffer.from(bytes).fill(0, at, Math.min(at + size, bytes.length)),
  );

const linesOf = (bytes: Buffer): string[] => bytes.toString('utf8').split('\n').slice(0, -1);
const joined = (lines: readonly string[]): Buffer => Buffer.from(lines.map((line) => `${line}\n`).join(''), 'utf8');
const changedLines =
  (change: (lines: string[]) => readonly string[]): Change =>
  (bytes) =>
    joined(change(linesOf(bytes)));

/** Where each line of a file ends (the position of its newline). */
export function lineEnds(bytes: Buffer): number[] {
  const ends: number[] = [];
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) ends.push(at);
  return ends;
}

/** The bytes that structure a file: each line's CRC, batch mark, first and last characters, and its end. */
export function structuralBytes(bytes: Buffer): number[] {
  const starts = [0, ...lineEnds(bytes).map((end) => end + 1)].slice(0, -1);
  const heads = starts.flatMap((start) => Array.from({ length: 14 }, (_, index) => start + index));
  return [...heads, ...lineEnds(bytes).flatMap((end) => [end - 1, end])];
}

/** Faults of whole lines. */
function lineFaults(name: string, bytes: Buffer, foreign: readonly (readonly [string, string])[]): Fault[] {
  const lines = linesOf(bytes);
  return lines.flatMap((line, index) => {
    const without = changedLines((all) => all.toSpliced(index, 1));
    const twice = changedLines((all) => all.toSpliced(index, 0, line));
    const again = changedLines((all) => [...all, line]);
    const swapped = changedLines((all) => all.toSpliced(index, 2, ...all.slice(index, index + 2).toReversed()));
    return [
      inFile('a line taken out', name, index, without),
      inFile('a line twice', name, index, twice),
      inFile('an old line once more at the end', name, index, again),
      ...(index < lines.length - 1 ? [inFile('two lines swapped', name, index, swapped)] : []),
      ...foreign.flatMap(([kind, from]) => [
        inFile(
          kind,
          name,
          `${index} put in`,
          changedLines((all) => all.toSpliced(index, 0, from)),
        ),
        inFile(
          kind,
          name,
          `${index} in its place`,
          changedLines((all) => all.toSpliced(index, 1, from)),
        ),
      ]),
    ];
  });
}

/** What helpful programs, other programs and file systems do to a file as a whole. */
function fileFaults(name: string, bytes: Buffer, files: Files): Fault[] {
  const crlf: Change = (sound) => Buffer.from(sound.toString('utf8').replaceAll('\n', '\r\n'), 'utf8');
  const withBom: Change = (sound) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), sound]);
  const others = [...files.keys()].filter((other) => other.endsWith('.jsonl') && other !== name);
  return [
    inFile('emptied', name, '', () => Buffer.alloc(0)),
    inFile('deleted', name, '', () => null),
    inFile('line ends converted to CRLF', name, '', crlf),
    inFile('CRLF, and the last line without its end', name, '', (sound) => (crlf(sound) ?? sound).subarray(0, -2)),
    inFile('the last line without its end', name, '', (sound) => sound.subarray(0, -1)),
    inFile('a byte order mark before it', name, '', withBom),
    inFile('a byte order mark and CRLF', name, '', (sound) => withBom(crlf(sound) ?? sound)),
    inFile('saved as UTF-16', name, '', (sound) => Buffer.from(`\ufeff${sound.toString('utf8')}`, 'utf16le')),
    inFile('all zeros', name, '', (sound) => Buffer.alloc(sound.length)),
    inFile('text added at the end', name, '', (sound) => Buffer.concat([sound, Buffer.from('# note\n')])),
    inFile('an empty line at the end', name, '', (sound) => Buffer.concat([sound, Buffer.from('\n')])),
    inFile('every event written anew with another text', name, '', () => forged(name, files)),
    ...[1, 100, 512, 4096].map((size) =>
      inFile('zeros behind the end', name, size, (sound) => Buffer.concat([sound, Buffer.alloc(size)])),
    ),
    ...others.map((other) => inFile('another stream in its place', name, other, () => files.get(other) ?? null)),
    ...lineEnds(bytes).map((end) => inFile('an older copy', name, end, (sound) => sound.subarray(0, end + 1))),
    ...[512, 4096].flatMap((size) =>
      Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => hole(name, index * size, size)),
    ),
    ...[1, 30, 300].map((size) =>
      inFile('zeros instead of its end', name, size, (sound) =>
        Buffer.from(sound).fill(0, Math.max(0, sound.length - size)),
      ),
    ),
  ];
}

/** A stream that verifies from end to end and is not the one that was saved. */
function forged(name: string, files: Files): Buffer {
  const events = streamsOf(files).find((stream) => stream.name === name)?.events ?? [];
  let prev: Event['prev'] = null;
  const lines = events.map((event) => {
    const text = canonicalText({ ...event, prev, payload: { ...event.payload, text: '改过' } }) ?? '';
    prev = hashText(text);
    return encodeBatch([text]);
  });
  return Buffer.concat(lines);
}

const without = (kind: string, part: string): Fault => ({
  kind,
  what: part,
  to: (files) => new Map([...files].filter(([path]) => !path.startsWith(part))),
});

/** Every fault but the dense ones (`flip`, `cutAt`), of every stream. */
export function faultsOf(files: Files): Fault[] {
  const streams = streamsOf(files);
  const perFile = streams.flatMap(({ name, inspection, device }) => {
    const bytes = files.get(name) ?? Buffer.alloc(0);
    const lineOf = (other: (typeof streams)[number] | undefined) =>
      linesOf(files.get(other?.name ?? '') ?? bytes)[0] ?? '';
    const foreign = [
      [
        'a line of another stream',
        lineOf(streams.find((one) => one.inspection === inspection && one.device !== device)),
      ],
      [
        'a line of another inspection',
        lineOf(streams.find((one) => one.inspection !== inspection && one.device === device)),
      ],
    ] as const;
    return [...lineFaults(name, bytes, foreign), ...fileFaults(name, bytes, files)];
  });
  const inspections = [...new Set(streams.map(({ inspection }) => inspection))];
  return [
    ...perFile,
    ...inspections.map((inspection) => without('an inspection deleted', `inspections/${inspection}/`)),
    without('the folder of all inspections deleted', 'inspections/'),
  ];
}
