import { breakLines } from './break-lines.ts';
import type { Line } from './break-lines.ts';
import type { Block, Box } from './document-types.ts';
import type { NoticeModel } from './notice-model.ts';
import type { Spot } from './opening.ts';
import { LINE_PITCH, mm, PAGE, round, SIZE, TEXT_AREA } from './page-metrics.ts';
import { setLines } from './set-lines.ts';
import type { Typesetter } from './typesetter.ts';

/** A rectangle on a page for a visible signature: PDF user space (points, origin at the lower left), page from 1. */
export interface SignatureBox {
  /** `person`: block of a signing person, left of the date; `seal`: over office and date, for the 签章外观. */
  readonly use: 'person' | 'seal';
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Seal of a county's office: 42 mm; its centre lies a little above office and date (GB/T 9704-2012, 7.3.5.1). */
const SEAL = mm(42);
const SEAL_RISE = 4;
const CHARACTER = SIZE.body;
/** A person's block holds six lines of details beside role and name; two of them and the seal are as wide as the page. */
const PERSON = { width: mm(70), height: mm(36), gap: mm(6) } as const;
/** The date stands so many characters in from the right (7.3.5.1). */
const DATE_INDENT = 4 * CHARACTER;
/** A name of the office longer than this goes on to a second line. */
const OFFICE_WIDTH = TEXT_AREA.width - PERSON.width - PERSON.gap - CHARACTER;
const OFFICE_EVEN = 20 * CHARACTER;

/** What stands below the table, as lines, and the room it takes. */
export interface Closing {
  readonly annexes: readonly { readonly label: readonly Line[]; readonly name: readonly Line[] }[];
  readonly labelWidth: number;
  readonly office: readonly Line[];
  readonly date: readonly Line[];
  /** The column in which office and date are centred, and its distance from the right edge. */
  readonly width: number;
  readonly indent: number;
  readonly height: number;
}

/** `附件：` for one annex, `附件：1. ` and `2. ` for several (7.3.4): the label of each. */
export function annexLabels(count: number): readonly string[] {
  if (count <= 1) return count === 1 ? ['附件：'] : [];
  return Array.from({ length: count }, (_, index) => (index === 0 ? '附件：1. ' : `${index + 1}. `));
}

/** Breaks 附件说明, office and date; a long name of the office goes over several lines of about the same length. */
export function typesetClosing(typesetter: Typesetter, model: NoticeModel): Closing {
  const widthOf = (text: string): number => typesetter.width(text, 'serif') * CHARACTER;
  const set = (text: string, width: number) => breakLines(typesetter, text, { face: 'serif', size: CHARACTER, width });
  const labels = annexLabels(model.annexes.length);
  const labelWidth = Math.max(0, ...labels.map(widthOf));
  const nameWidth = TEXT_AREA.width - 2 * CHARACTER - labelWidth;
  const annexes = model.annexes.map((name, index) => ({
    label: set(labels[index] ?? '', labelWidth + 1),
    name: set(name, nameWidth),
  }));
  const office = set(model.office, evenWidth(widthOf(model.office)));
  const width = Math.max(...office.map((line) => line.width), widthOf(model.date)) + CHARACTER / 2;
  const overhang = (width - widthOf(model.date)) / 2;
  const lines = annexes.reduce((sum, { name }) => sum + Math.max(1, name.length), 0);
  return {
    annexes,
    labelWidth,
    office,
    date: set(model.date, width),
    width,
    indent: Math.max(CHARACTER, DATE_INDENT - overhang),
    height: LINE_PITCH * (lines + 0.5) + zoneHeight(office.length),
  };
}

/** As wide as the office's name where that fits one line, else so that its lines are about as long as each other. */
function evenWidth(whole: number): number {
  if (whole <= Math.min(OFFICE_EVEN, OFFICE_WIDTH)) return whole + 1;
  const lines = Math.ceil(whole / OFFICE_EVEN);
  return Math.min(OFFICE_WIDTH, whole / lines + 2 * CHARACTER);
}

const stackHeight = (officeLines: number): number => (officeLines + 1) * LINE_PITCH;
/** From the top of the zone to the office: it and the date lie just below the seal's centre. */
const officeDrop = (lines: number): number => Math.max(0, SEAL / 2 - stackHeight(lines) / 2 + SEAL_RISE);
const zoneHeight = (lines: number): number =>
  Math.ceil(Math.max(SEAL, PERSON.height, officeDrop(lines) + stackHeight(lines))) + 2;

/** Where everything below the table comes to stand. */
interface Places {
  readonly annexTop: number;
  readonly zoneTop: number;
  readonly officeTop: number;
  readonly officeLeft: number;
}

function placesOf({ annexes, office, width, indent }: Closing, { left, top }: Spot): Places {
  const annexTop = top + LINE_PITCH / 2;
  const lines = annexes.reduce((sum, { name }) => sum + Math.max(1, name.length), 0);
  const zoneTop = annexTop + lines * LINE_PITCH;
  const officeLeft = left + TEXT_AREA.width - indent - width;
  return { annexTop, zoneTop, officeTop: zoneTop + officeDrop(office.length), officeLeft };
}

/** 附件说明, issuing office and date in their places below `top`. */
export function closingBlocks(typesetter: Typesetter, closing: Closing, spot: Spot): readonly Block[] {
  const { annexTop, officeTop, officeLeft } = placesOf(closing, spot);
  const block = (of: string, lines: readonly Line[], align: 'left' | 'center', box: Omit<Box, 'height'>): Block => ({
    of,
    box: { ...box, height: lines.length * LINE_PITCH },
    items: setLines(typesetter, lines, { size: CHARACTER, lineHeight: LINE_PITCH, align, ...box }),
  });
  const labelLeft = spot.left + 2 * CHARACTER;
  const nameLeft = labelLeft + closing.labelWidth;
  let y = annexTop;
  const annexes = closing.annexes.flatMap(({ label, name }, index) => {
    const [at, width] = [y, spot.left + TEXT_AREA.width - nameLeft];
    y += Math.max(1, name.length) * LINE_PITCH;
    return [
      block(`annex-${index + 1}/label`, label, 'left', { x: labelLeft, y: at, width: closing.labelWidth }),
      block(`annex-${index + 1}/name`, name, 'left', { x: nameLeft, y: at, width }),
    ];
  });
  const { width, office, date } = closing;
  const dateTop = officeTop + office.length * LINE_PITCH;
  return [
    ...annexes,
    block('office', office, 'center', { x: officeLeft, y: officeTop, width }),
    block('date', date, 'center', { x: officeLeft, y: dateTop, width }),
  ];
}

/** Where signatures may stand: one or two persons' blocks left of office and date, then the seal over these. */
export function signatureBoxes(closing: Closing, spot: Spot, page: number): readonly SignatureBox[] {
  const { zoneTop, officeTop, officeLeft } = placesOf(closing, spot);
  const box = (use: SignatureBox['use'], x: number, y: number, width: number, height: number): SignatureBox => ({
    use,
    page,
    x: round(x),
    y: round(PAGE.height - y - height),
    width: round(width),
    height: round(height),
  });
  const sealLeft = officeLeft + closing.width / 2 - SEAL / 2;
  const sealTop = officeTop + stackHeight(closing.office.length) / 2 - SEAL_RISE - SEAL / 2;
  const top = zoneTop + (Math.max(SEAL, PERSON.height) - PERSON.height) / 2;
  // A long name of the office takes the room of the second block.
  const free = Math.min(sealLeft, officeLeft) - PERSON.gap;
  const persons = [spot.left, spot.left + PERSON.width + PERSON.gap].filter(
    (x, index) => index === 0 || x + PERSON.width <= free,
  );
  return [
    ...persons.map((x) => box('person', x, top, PERSON.width, PERSON.height)),
    box('seal', sealLeft, sealTop, SEAL, SEAL),
  ];
}
