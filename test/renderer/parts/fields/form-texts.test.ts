import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { HOST, type HostName } from '#shared/host/contract.ts';
import { unwritableIn } from '#shared/reading/unfit.ts';
import { isBlank } from '#shared/reading/characters.ts';
import { readDate } from '#shared/reading/days.ts';
import { FORM_TEXTS, readFormText, type FormTextKind } from '#renderer/parts/fields/form-texts.ts';
import { faultOfEstate, namedEstates } from '#renderer/screens/projects/estate-names.ts';
import { HAN, wild } from './wild-texts.ts';

const INSPECTION = '0192a000-0000-7000-8000-000000000001';
type Call = readonly [HostName, object];

const append = (type: string, payload: object): Call => [
  'inspection:append-events',
  { inspection: INSPECTION, drafts: [{ type, payload }] },
];
const settings = (text: object): Call => [
  'settings:set',
  { author: '', authority: '', noticeEdition: 'web', role: '', ...text },
];
const finalise = (text: object): Call => [
  'notice:finalise',
  { inspection: INSPECTION, by: '张验收', accepted: [], date: { day: '2024-08-31', confirmed: false }, ...text },
];
const sign = (text: object): Call => [
  'notice:sign-kept',
  { inspection: INSPECTION, edition: 'web', role: '审核人', name: '张验收', ...text },
];

/** Everything that a text of a form is submitted as: what the window accepts, the host has to accept there. */
const BECOMES: Readonly<Record<FormTextKind, (text: string) => readonly Call[]>> = {
  reason: (reason) => [
    append('override.set', { target: '1', override: { result: '符合', reason, by: '张验收' } }),
    append('waiver.set', { target: '1a', waiver: { reason, by: '张验收' } }),
    append('finding.replied', { key: 'k', reason, by: '张验收' }),
    append('inspection.reopened', { reason, by: '张验收' }),
    append('evidence.removed', { id: 'p1', reason }),
    finalise({ accepted: [{ indicator: 1, reason }] }),
  ],
  person: (by) => [
    append('override.set', { target: '1', override: { result: '符合', reason: '核实', by } }),
    append('waiver.set', { target: '1a', waiver: { reason: '核实', by } }),
    append('finding.replied', { key: 'k', reason: '核实', by }),
    append('inspection.reopened', { reason: '核实', by }),
    finalise({ by }),
    sign({ name: by }),
    sign({ role: by }),
    settings({ author: by }),
    ['certificate:make-test', { name: by, organisation: '' }],
  ],
  author: (author) => [settings({ author })],
  authority: (authority) => [settings({ authority })],
  role: (role) => [settings({ role })],
  backupFolder: (folder) => [['backup:use-folder', { folder }], settings({ backupFolder: folder })],
  placeName: (name) => [['sync:add-folder', { folder: '/media/usb', name, auto: true, originals: true }]],
  sharedFolder: (folder) => [['sync:add-folder', { folder, name: 'U 盘', auto: true, originals: true }]],
  updateAddress: (address) => [['update:configure', { daily: false, address, publicKey: '' }]],
  publicKey: (publicKey) => [['update:configure', { daily: false, address: '', publicKey }]],
};

/** Whether the host takes a call as it comes, and does not read another text than the one that was shown. */
function isTaken([name, payload]: Call): boolean {
  return unwritableIn(payload) === null && v.safeParse(HOST[name].input, payload).success;
}

describe('what the window accepts, the log accepts', () => {
  it.each(Object.keys(FORM_TEXTS) as FormTextKind[])(
    '%s: whatever a field yields is taken wherever its form is submitted to, or said to be wrong in words',
    (kind) => {
      fc.assert(
        fc.property(wild, (text) => {
          const { value, fault } = readFormText(kind, text);
          const refused = value === null ? [] : BECOMES[kind](value).filter((call) => !isTaken(call));
          expect({ refused, told: fault === null || HAN.test(fault) }).toEqual({ refused: [], told: true });
          // Nothing is refused without a word, and what shows nothing is nowhere a text.
          expect(value === null && fault === null).toBe(isBlank(text) && readFormText(kind, '').value === null);
          expect(value === null || value === '' || !isBlank(value)).toBe(true);
        }),
      );
    },
  );

  it('落款日期: whatever is read as a day is taken', () => {
    const days = fc.oneof(
      wild,
      fc.date({ noInvalidDate: true }).map(String),
      fc.constantFrom('2024-2-30', '２０２４年８月１日', '20240801', '2024/8/1', '8月1日'),
    );
    fc.assert(
      fc.property(days, (text) => {
        const day = readDate(text);
        expect(!day.ok || isTaken(finalise({ date: { day: day.value, confirmed: true } }))).toBe(true);
      }),
    );
  });

  it('小区 of 新建验收: those with a name are taken, and a name in which something is wrong is said to be', () => {
    fc.assert(
      fc.property(fc.array(wild, { maxLength: 5 }), (names) => {
        const estates = names.map((name, at) => ({ id: `e${at}`, name }));
        const kept = namedEstates(estates);
        const drafts = kept.map(({ id, name }) => append('estate.set', { id, name, facts: {} }));
        expect(drafts.filter((draft) => !isTaken(draft))).toEqual([]);
        const lost = estates.filter(
          ({ id, name }) => !isBlank(name) && faultOfEstate(name) === null && !kept.some((one) => one.id === id),
        );
        expect(lost).toEqual([]);
      }),
    );
  });
});
