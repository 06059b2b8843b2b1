import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lexer, type Token, type Tokens } from 'marked';
import * as v from 'valibot';
import { menuModel, type MenuItem } from '#shared/commands/menu.ts';
import { INITIAL_STATE, SCREENS } from '#shared/commands/state.ts';
import { COMMAND_IDS, nameOf, plainLabel, type CommandId } from '#shared/commands/table.ts';
import type { Block, Chapter, Inline, Manual, Section } from '#shared/help/manual.ts';

const Contents = v.array(v.object({ id: v.string(), screens: v.array(v.picklist(SCREENS)) }));

/**
 * The manual of `resources/help`, read at build time. Only a small part of Markdown is understood; anything else, a wrong
 * command or a link to a chapter that is not there throws, so that a manual with a fault cannot be built.
 */
export function readManual(folder: string): Manual {
  const contents = v.parse(Contents, JSON.parse(readFileSync(join(folder, 'contents.json'), 'utf8')));
  const ids = contents.map(({ id }) => id);
  const chapters = contents.map(({ id, screens }) => {
    const text = readFileSync(join(folder, `${id}.md`), 'utf8');
    return readChapter(id, screens, text, ids);
  });
  return { chapters };
}

/** One chapter: a title, then sections. */
export function readChapter(id: string, screens: Chapter['screens'], text: string, ids: readonly string[]): Chapter {
  const reader = { chapter: id, ids };
  const sections: Section[] = [];
  for (const token of lexer(text)) {
    if (token.type === 'space') continue;
    if (token.type === 'heading') {
      const { depth, text: title } = token as Tokens.Heading; // what 'heading' is
      if (depth !== (sections.length === 0 ? 1 : 2)) throw fault(reader, `heading of depth ${depth}: ${title}`);
      sections.push({ id: `${id}-${sections.length}`, title, blocks: [] });
      continue;
    }
    const last = sections.at(-1);
    if (last === undefined) throw fault(reader, 'text before the title');
    last.blocks.push(readBlock(reader, token));
  }
  const title = sections[0]?.title;
  if (title === undefined) throw fault(reader, 'no title');
  return { id, title, screens, sections };
}

interface Reader {
  readonly chapter: string;
  readonly ids: readonly string[];
}

const fault = ({ chapter }: Reader, what: string): Error => new Error(`manual, ${chapter}.md: ${what}`);

// Each cast below says what the token's type has just been seen to be; marked's own union is open.
function readBlock(reader: Reader, token: Token): Block {
  switch (token.type) {
    case 'paragraph':
      return readParagraph(reader, token as Tokens.Paragraph);
    case 'blockquote': {
      const lines = (token as Tokens.Blockquote).tokens.map((inner) => readBlock(reader, inner));
      const [only] = lines;
      if (only?.is !== 'paragraph' || lines.length > 1) throw fault(reader, `a note is one paragraph: ${token.raw}`);
      return { is: 'note', line: only.line };
    }
    case 'list': {
      const { ordered, items } = token as Tokens.List;
      return { is: 'list', ordered, items: items.map((item) => readItem(reader, item)) };
    }
    case 'table': {
      const { header, rows } = token as Tokens.Table;
      const cells = (row: readonly Tokens.TableCell[]) => row.map((cell) => readLine(reader, cell.tokens));
      return { is: 'table', head: cells(header), rows: rows.map(cells) };
    }
    default:
      throw fault(reader, `${token.type} is not for the manual: ${token.raw}`);
  }
}

function readParagraph(reader: Reader, { tokens, text }: Tokens.Paragraph): Block {
  if (text === '`@errors`') return { is: 'errors' };
  if (text === '`@shortcuts`') return { is: 'shortcuts' };
  return { is: 'paragraph', line: readLine(reader, tokens) };
}

function readItem(reader: Reader, { tokens, raw }: Tokens.ListItem): Inline[] {
  const [only, ...more] = tokens.filter(({ type }) => type !== 'space');
  if (only === undefined || more.length > 0) throw fault(reader, `an item is one line: ${raw}`);
  return readLine(reader, 'tokens' in only ? (only.tokens ?? []) : []);
}

const readLine = (reader: Reader, tokens: readonly Token[]): Inline[] =>
  tokens.map((token) => readInline(reader, token));

function readInline(reader: Reader, token: Token): Inline {
  switch (token.type) {
    case 'text':
    case 'escape':
      return { is: 'text', text: oneLine((token as Tokens.Text).text) };
    case 'strong':
      return { is: 'strong', text: oneLine((token as Tokens.Strong).text) };
    case 'codespan':
      return readCode(reader, (token as Tokens.Codespan).text);
    case 'link': {
      const { href, text } = token as Tokens.Link;
      const chapter = href.replace(/\.md$/, '');
      if (!reader.ids.includes(chapter)) throw fault(reader, `there is no chapter ${href}`);
      return { is: 'link', chapter, text };
    }
    default:
      throw fault(reader, `${token.type} is not for the manual: ${token.raw}`);
  }
}

/** A line break in the source is none in Chinese. */
const oneLine = (text: string): string => text.replaceAll('\n', '');

/** `key:view.next` is a command's key, `menu:view.next` the way to it in the menus, `name:view.next` its name. */
function readCode(reader: Reader, text: string): Inline {
  const [, kind, id = ''] = /^(key|menu|name):(.+)$/.exec(text) ?? [];
  if (kind === undefined) return { is: 'code', text };
  const command = COMMAND_IDS.find((known) => known === id);
  if (command === undefined) throw fault(reader, `there is no command ${id}`);
  if (kind === 'key') return { is: 'keys', command };
  return { is: 'strong', text: kind === 'name' ? nameOf(command) : menuPath(reader, command) };
}

function menuPath(reader: Reader, command: CommandId): string {
  const holds = (item: MenuItem): boolean =>
    item.is === 'command' ? item.command === command : item.is === 'submenu' && item.items.some(holds);
  const menu = menuModel(INITIAL_STATE, 'electron').find(({ items }) => items.some(holds));
  if (menu === undefined) throw fault(reader, `no menu holds ${command}`);
  return `${plainLabel(menu.label)} → ${nameOf(command)}`;
}
