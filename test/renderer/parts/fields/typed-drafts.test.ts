import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { FieldOf } from '#shared/catalogue/field-schema.ts';
import { readLine } from '#shared/facts/one-line.ts';
import { Caption, Estate, Narrative, NoteText } from '#shared/facts/schema.ts';
import { Sha256 } from '#shared/ids.ts';
import { Draft } from '#shared/log/events.ts';
import { answerDraft } from '#renderer/parts/fields/address.ts';
import { rowsOf, settle, typeIn } from '#renderer/parts/fields/entry-rows.ts';
import {
  checkedDraft,
  readAnswer,
  readDraft,
  readLineDraft,
  type DraftRead,
} from '#renderer/parts/fields/read-draft.ts';
import { OptionName } from '#shared/catalogue/field-schema.ts';
import { unwritableIn } from '#shared/reading/unfit.ts';
import { HAN, wild } from './wild-texts.ts';

const AT = { clause: '1a', estate: null, field: 'x' };
const LIST: FieldOf<'entries'> = {
  kind: 'entries',
  id: 'x',
  label: '清单',
  itemLabel: '名称',
  fields: [
    { kind: 'count', id: 'n', label: '数量', unit: '个' },
    { kind: 'text', id: 't', label: '说明' },
    { kind: 'checklist', id: 'c', label: '功能', options: [], others: true },
  ],
};

const list = (text: string, part: 'name' | 'answer n' | 'answer t' | 'other c'): DraftRead => {
  const begun = rowsOf([{ name: '甲', answers: {} }], undefined);
  const { entries } = settle(LIST, typeIn(begun, 'r0', part, text));
  return checkedDraft(answerDraft(AT, entries));
};

const KINDS: Readonly<Record<string, (text: string) => DraftRead>> = {
  count: (text) => readAnswer({ kind: 'count', unit: '户' }, AT, text),
  quantity: (text) => readAnswer({ kind: 'quantity', unit: '平方米' }, AT, text),
  rate: (text) => readAnswer({ kind: 'rate' }, AT, text),
  text: (text) => readAnswer({ kind: 'text' }, AT, text),
  note: (text) => readDraft(NoteText, text, (note) => ({ type: 'note.set', payload: { indicator: 1, text: note } })),
  narrative: (text) =>
    readDraft(Narrative.entries.text, text, (told) => ({
      type: 'narrative.set',
      payload: { indicator: 1, narrative: { text: told } },
    })),
  'caption of a photo': (text) =>
    readDraft(Caption, text, (caption) => ({ type: 'evidence.added', payload: { evidence: { ...PHOTO, caption } } })),
  'name of a 小区': (text) =>
    readLineDraft(Estate.entries.name, text, (name) => ({
      type: 'estate.set',
      payload: { id: 'e1', name, facts: {} },
    })),
  'further box': (text) => {
    const read = readLine(OptionName, text);
    return 'fault' in read ? read : checkedDraft(answerDraft(AT, true, read.value));
  },
  'name in a list': (text) => list(text, 'name'),
  'figure in a list': (text) => list(text, 'answer n'),
  'words in a list': (text) => list(text, 'answer t'),
  'box in a list': (text) => list(text, 'other c'),
};

const PHOTO = {
  id: 'p1',
  clause: '1a',
  sha256: v.parse(Sha256, 'a'.repeat(64)),
  name: 'a.jpg',
  mime: 'image/jpeg',
  size: 1,
  addedAt: '2024-08-01T00:00:00.000Z',
};

describe('what a field yields', () => {
  it.each(Object.entries(KINDS))('%s: is a change as the log takes it, or a fault in words', (_kind, read) => {
    fc.assert(
      fc.property(wild, (text) => {
        const result = read(text);
        const isTaken = (draft: Draft): boolean => unwritableIn(draft) === null && v.safeParse(Draft, draft).success;
        const fits = 'fault' in result ? HAN.test(result.fault) : isTaken(result.draft);
        expect(fits, JSON.stringify(result)).toBe(true);
      }),
    );
  });
});
