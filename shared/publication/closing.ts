import type { DocumentNode, Placement } from './document-types.ts';
import type { NoticeModel } from './notice-model.ts';
import type { Edition } from './page-metrics.ts';
import { BODY_LINE_HEIGHT, LINE_PITCH, marginsOf, mm, PAGE, SIZE, TEXT_AREA, textEms } from './page-metrics.ts';

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
const CHARACTER = SIZE.body;
const PERSON = { width: mm(64), height: mm(26), gap: mm(6) } as const;
/** From the top of the zone to the line of the office: its two lines end just below the seal's centre. */
const OFFICE_DROP = SEAL / 2 - LINE_PITCH + 4;

/** Height of everything below the table. */
export const CLOSING_HEIGHT = Math.ceil(LINE_PITCH * 1.5 + SEAL + 2);

/** Width of the column in which office and date are centred, and its distance from the right edge of the text area. */
function officeColumn(model: NoticeModel): { width: number; indent: number } {
  const width = Math.ceil(CHARACTER * (Math.max(textEms(model.office), textEms(model.date)) + 0.5));
  // The date stands 4 characters in; a long name takes the room between.
  const overhang = Math.max(0, (width - CHARACTER * textEms(model.date)) / 2);
  return { width, indent: Math.max(CHARACTER, CHARACTER * 4 - overhang) };
}

/** 附件说明, issuing office and date; `signature-zone` marks where the room for signatures begins. */
export function closingNodes(model: NoticeModel): DocumentNode[] {
  const body = { fontSize: SIZE.body, lineHeight: BODY_LINE_HEIGHT } as const;
  const { width, indent } = officeColumn(model);
  const [label, name] = [model.annexLine.slice(0, -model.annexFile.length), model.annexFile];
  return [
    {
      margin: [CHARACTER * 2, LINE_PITCH / 2, 0, 0],
      columnGap: CHARACTER / 2,
      columns: [
        { text: label.trimEnd(), width: 'auto', id: 'annex-line', ...body },
        { text: name, width: '*', ...body },
      ],
    },
    { text: '\u00a0', id: 'signature-zone', fontSize: 1, lineHeight: 0.01 },
    {
      margin: [0, OFFICE_DROP, indent, 0],
      columns: [
        { text: '', width: '*' },
        {
          width,
          stack: [
            { text: model.office, id: 'office', alignment: 'center', ...body },
            { text: model.date, alignment: 'center', ...body },
          ],
        },
      ],
    },
  ];
}

/** Where signatures may stand once the place of the zone is known: one or two persons' blocks, then the seal. */
export function signatureBoxes(model: NoticeModel, edition: Edition, zone: Placement): SignatureBox[] {
  const margins = marginsOf(edition);
  const { width, indent } = officeColumn(model);
  const box = (
    use: SignatureBox['use'],
    x: number,
    top: number,
    size: { width: number; height: number },
  ): SignatureBox => ({
    use,
    page: zone.page,
    x: round(x),
    y: round(PAGE.height - top - size.height),
    width: round(size.width),
    height: round(size.height),
  });
  const left = margins.left + CHARACTER * 2;
  const top = zone.top + (SEAL - PERSON.height) / 2;
  const centre = margins.left + TEXT_AREA.width - indent - width / 2;
  const seal = centre - SEAL / 2;
  // A long name of the office takes the room of the second block.
  const free = Math.min(seal, centre - width / 2) - PERSON.gap;
  const persons = [left, left + PERSON.width + PERSON.gap].filter(
    (x, index) => index === 0 || x + PERSON.width <= free,
  );
  return [
    ...persons.map((x) => box('person', x, top, PERSON)),
    box('seal', seal, zone.top, { width: SEAL, height: SEAL }),
  ];
}

const round = (points: number): number => Math.round(points * 100) / 100;
