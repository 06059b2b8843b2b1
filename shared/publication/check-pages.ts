import type { SignatureBox } from './closing.ts';
import type { ComposedNotice } from './compose-notice.ts';
import type { Block, Box, NoticeDocument, TextItem } from './document-types.ts';
import type { NoticeModel } from './notice-model.ts';
import type { NoticeEdition } from './notice-edition.ts';
import { marginsOf, PAGE, TEXT_AREA } from './page-metrics.ts';
import { placeText } from './places.ts';
import type { Place } from './places.ts';

/** Sums of widths that were each rounded to a hundredth may differ by a little. */
const TOLERANCE = 0.6;

/** What is wrong with laid-out pages, where. */
export interface LayoutFault {
  readonly page: number;
  readonly place: string;
  readonly is: 'outside' | 'covered' | 'text';
}

/**
 * Holds laid-out pages against the words they were made from: every line within its cell and the text area, no two blocks
 * over each other or over the place of a signature, and of every text each visible character once, in order. Empty: the
 * pages are sound and may be drawn.
 */
export function checkPages(
  composed: ComposedNotice,
  model: NoticeModel,
  edition: NoticeEdition,
): readonly LayoutFault[] {
  const area: Box = { x: marginsOf(edition).left, y: marginsOf(edition).top, ...TEXT_AREA };
  const persons = composed.signatureBoxes.filter(({ use }) => use === 'person');
  const faults = composed.document.pages.flatMap(({ blocks }, index): LayoutFault[] => {
    const page = index + 1;
    const fault = (block: Block, is: LayoutFault['is']): LayoutFault => ({ page, is, place: placeOf(block.of) });
    const taken = persons.filter((box) => box.page === page).map(fromAbove);
    return [
      ...blocks.filter((block) => !isWithin(block, area)).map((block) => fault(block, 'outside')),
      ...blocks
        .filter((block, at) => isCovered(block, blocks.slice(at + 1), taken))
        .map((block) => fault(block, 'covered')),
    ];
  });
  return [...faults, ...textFaults(composed.document, model)];
}

const fromAbove = ({ x, y, width, height }: SignatureBox): Box => ({ x, y: PAGE.height - y - height, width, height });

function isWithin({ box, items }: Block, area: Box): boolean {
  return contains(area, box) && items.every((item) => contains(box, inkOf(item)));
}

/** The room that the characters of a line take: their em box. */
function inkOf({ x, y, width, size, spacing }: TextItem): Box {
  return { x, y: y - 0.88 * size, width: width - spacing, height: size };
}

function contains(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x - TOLERANCE &&
    inner.y >= outer.y - TOLERANCE &&
    inner.x + inner.width <= outer.x + outer.width + TOLERANCE &&
    inner.y + inner.height <= outer.y + outer.height + TOLERANCE
  );
}

function overlap(one: Box, other: Box): boolean {
  return (
    one.x + TOLERANCE < other.x + other.width &&
    other.x + TOLERANCE < one.x + one.width &&
    one.y + TOLERANCE < other.y + other.height &&
    other.y + TOLERANCE < one.y + one.height
  );
}

function isCovered({ box }: Block, others: readonly Block[], taken: readonly Box[]): boolean {
  return others.some((other) => overlap(box, other.box)) || taken.some((one) => overlap(box, one));
}

/** The visible characters of a text, in order. */
const visible = (text: string): string => text.replace(/\s+/gu, '');

function textFaults(document: NoticeDocument, model: NoticeModel): LayoutFault[] {
  const drawn = new Map<string, { page: number; text: string }>();
  for (const [index, { blocks }] of document.pages.entries()) {
    for (const { of, items } of blocks) {
      const said = drawn.get(of) ?? { page: index + 1, text: '' };
      drawn.set(of, { page: said.page, text: said.text + items.map(({ text }) => text).join('') });
    }
  }
  return wanted(model).flatMap(([of, text]): LayoutFault[] => {
    const found = drawn.get(of);
    if (visible(found?.text ?? '') === visible(text)) return [];
    return [{ page: found?.page ?? 1, place: placeOf(of), is: 'text' }];
  });
}

/** Every text of the notice by the name of its blocks. */
function wanted(model: NoticeModel): (readonly [string, string])[] {
  return [
    ['title', model.title],
    ['opening', model.opening],
    ['caption', model.caption],
    ['office', model.office],
    ['date', model.date],
    ...model.annexes.map((name, index) => [`annex-${index + 1}/name`, name] as const),
    ...model.rows.flatMap(
      ({ no, name, definition, requirement, narrative, notes }) =>
        [
          [`row-${no}/number`, String(no)],
          [`row-${no}/name`, name],
          [`row-${no}/definition`, definition],
          [`row-${no}/requirement`, requirement],
          [`row-${no}/narrative`, [narrative, ...notes].join('')],
        ] as const,
    ),
  ];
}

const FIELDS: Readonly<Record<string, Place['field']>> = {
  title: 'title',
  opening: 'opening',
  caption: 'title',
  office: 'office',
  date: 'date',
  name: 'name',
  definition: 'definition',
  requirement: 'requirement',
  narrative: 'narrative',
};

/** A block's name in words: `指标 8 的完成情况`. */
function placeOf(of: string): string {
  const row = /^row-(\d+)\/(\w+)/u.exec(of);
  if (row !== null) return placeText({ indicator: Number(row[1]), field: FIELDS[row[2] ?? ''] ?? 'name' });
  if (of.startsWith('annex')) return placeText({ indicator: null, field: 'annex' });
  return placeText({ indicator: null, field: FIELDS[of] ?? 'table' });
}
