import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { readChapter, readManual } from '#build/help/manual.ts';
import { ROOT } from '#build/setup/project.mjs';
import { SCREENS } from '#shared/commands/state.ts';
import { ERROR_CODES } from '#shared/errors.ts';
import { Manual } from '#shared/help/manual.ts';
import { blockText, searchManual } from '#shared/help/search.ts';
import { ERROR_AREAS } from '#renderer/text/help-text.ts';

const manual = readManual(join(ROOT, 'resources', 'help'));

describe('the manual', () => {
  it('is what the window takes', () => {
    expect(v.is(Manual, JSON.parse(JSON.stringify(manual)))).toBe(true);
  });

  it('has a chapter for every screen, and one only', () => {
    const screens = manual.chapters.flatMap((chapter) => chapter.screens);
    expect(screens.toSorted()).toEqual([...SCREENS].toSorted());
  });

  it('names each chapter and section once, and leaves none empty', () => {
    const sections = manual.chapters.flatMap((chapter) => chapter.sections);
    expect(new Set(sections.map(({ id }) => id)).size).toBe(sections.length);
    expect(new Set(manual.chapters.map(({ title }) => title)).size).toBe(manual.chapters.length);
    const headed = manual.chapters.flatMap((chapter) => chapter.sections.slice(1));
    expect(headed.filter(({ blocks }) => blocks.length === 0)).toEqual([]);
  });

  it('shows all shortcuts and all messages, by area', () => {
    const blocks = manual.chapters.flatMap(({ sections }) => sections.flatMap((section) => section.blocks));
    expect(blocks.filter(({ is }) => is === 'shortcuts')).toHaveLength(1);
    expect(blocks.filter(({ is }) => is === 'errors')).toHaveLength(1);
    const areas = new Set(ERROR_CODES.map((code) => code.split('.')[0] ?? ''));
    expect(Object.keys(ERROR_AREAS).toSorted()).toEqual([...areas].toSorted());
  });
});

const chapter = (text: string) => readChapter('walk', ['walk'], text, ['walk', 'board']);
const blocks = (text: string) => chapter(`# 标题\n\n${text}`).sections[0]?.blocks;

describe('what the manual’s Markdown may be', () => {
  it('keys, ways in the menus and names come from the table of commands', () => {
    expect(blocks('按 `key:view.next`，菜单 `menu:help.about`，“`name:file.new`”，`a.ysb`')).toEqual([
      {
        is: 'paragraph',
        line: [
          { is: 'text', text: '按 ' },
          { is: 'keys', command: 'view.next' },
          { is: 'text', text: '，菜单 ' },
          { is: 'strong', text: '帮助 → 关于' },
          { is: 'text', text: '，“' },
          { is: 'strong', text: '新建验收' },
          { is: 'text', text: '”，' },
          { is: 'code', text: 'a.ysb' },
        ],
      },
    ]);
  });

  it('lists, tables, notes and links to chapters', () => {
    expect(blocks('1. 一\n2. 见[总览](board.md)\n\n> 注意\n\n| 甲 | 乙 |\n|---|---|\n| 1 | **2** |')).toEqual([
      {
        is: 'list',
        ordered: true,
        items: [
          [{ is: 'text', text: '一' }],
          [
            { is: 'text', text: '见' },
            { is: 'link', chapter: 'board', text: '总览' },
          ],
        ],
      },
      { is: 'note', line: [{ is: 'text', text: '注意' }] },
      {
        is: 'table',
        head: [[{ is: 'text', text: '甲' }], [{ is: 'text', text: '乙' }]],
        rows: [[[{ is: 'text', text: '1' }], [{ is: 'strong', text: '2' }]]],
      },
    ]);
  });

  it.each([
    ['HTML', '<b>粗</b>'],
    ['a script', '<script>alert(1)</script>'],
    ['a picture', '![图](x.png)'],
    ['a link out', '[外](https://example.com)'],
    ['a link to no chapter', '[无](nowhere.md)'],
    ['a command that is not there', '`key:view.sideways`'],
    ['a list within a list', '- 一\n  - 二'],
    ['a third depth of headings', '### 小'],
    ['code', '```\nx\n```'],
  ])('%s stops the build', (_what, text) => {
    expect(() => blocks(text)).toThrow('manual, walk.md');
  });
});

describe('searching the manual', () => {
  it('finds a word where it stands, sections named by it first', () => {
    const found = searchManual(manual, '人工认定');
    expect(found[0]?.title).toContain('人工认定');
    expect(found.length).toBeGreaterThan(2);
    for (const { excerpt, title } of found) expect(`${title}${excerpt}`).not.toBe('');
  });

  it('wants all words, and finds nothing for none', () => {
    expect(searchManual(manual, '恢复 U盘').length).toBeLessThan(searchManual(manual, '恢复').length);
    expect(searchManual(manual, '  ')).toEqual([]);
    expect(searchManual(manual, '这样的话不会有')).toEqual([]);
  });

  it('reads keys and tables as text', () => {
    expect(searchManual(manual, 'Ctrl+Z').map(({ chapter: id }) => id)).toContain('walk');
    const words = manual.chapters.at(-1)?.sections[0]?.blocks[0];
    expect(words === undefined ? '' : blockText(words)).toContain('指标目录');
  });
});
