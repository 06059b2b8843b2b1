import { foldName } from '../reading/fold-name.ts';
import { foldText } from '../reading/fold-text.ts';
import { keysOf } from '../commands/available.ts';
import { nameOf } from '../commands/table.ts';
import type { Block, Inline, Manual } from './manual.ts';

/** A place in the manual where all searched words stand. */
export interface Found {
  readonly chapter: string;
  readonly section: string;
  readonly title: string;
  /** What stands around the first word. */
  readonly excerpt: string;
}

const AROUND = 24;

/** Sections that hold every word of a query, titles before texts; an empty query finds nothing. */
export function searchManual(manual: Manual, query: string): readonly Found[] {
  const words = query
    .split(/\s+/)
    .map(foldName)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  const found = manual.chapters.flatMap(({ id, title, sections }) =>
    sections.flatMap((section) => {
      const text = section.blocks.map(blockText).join(' ');
      const whole = foldName(`${title} ${section.title} ${text}`);
      if (!words.every((word) => whole.includes(word))) return [];
      const inTitle = words.every((word) => foldName(section.title).includes(word));
      const name = section.title === title ? title : `${title} › ${section.title}`;
      return [{ chapter: id, section: section.id, title: name, excerpt: excerptOf(text, words[0] ?? ''), inTitle }];
    }),
  );
  return [...found.filter(({ inTitle }) => inTitle), ...found.filter(({ inTitle }) => !inTitle)].map(
    ({ chapter, section, title, excerpt }) => ({ chapter, section, title, excerpt }),
  );
}

function excerptOf(text: string, word: string): string {
  const at = Math.max(0, foldText(text).text.toLowerCase().indexOf(word));
  const letters = Array.from(text);
  const from = Math.max(0, at - AROUND);
  const to = at + word.length + AROUND;
  return `${from > 0 ? '…' : ''}${letters.slice(from, to).join('')}${to < letters.length ? '…' : ''}`;
}

/** A block as plain text. */
export function blockText(block: Block): string {
  if (block.is === 'paragraph' || block.is === 'note') return lineText(block.line);
  if (block.is === 'list') return block.items.map(lineText).join(' ');
  if (block.is === 'table') return [block.head, ...block.rows].flat().map(lineText).join(' ');
  return '';
}

/** A line as plain text; keys are named by what they do. */
export function lineText(line: readonly Inline[]): string {
  return line.map((part) => (part.is === 'keys' ? keyText(part) : part.text)).join('');
}

const keyText = ({ command }: Extract<Inline, { readonly is: 'keys' }>): string =>
  keysOf(command, 'electron')[0] ?? nameOf(command);
