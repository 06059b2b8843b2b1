import { describe, expect, it } from 'vitest';
import type { Field, FieldOf } from '#shared/catalogue/field-schema.ts';
import { rowsOf, settle, splitName, splitWords } from '#renderer/parts/fields/entry-rows.ts';
import { figurePlaces, spreadCells } from '#renderer/parts/fields/figure-places.ts';

const FIELDS: readonly Field[] = [
  { kind: 'count', id: 'homes', label: '家庭总数', unit: '户' },
  { kind: 'rate', id: 'declared', label: '申报比率' },
  { kind: 'count', id: 'covered', label: '已接入', unit: '户' },
  { kind: 'quantity', id: 'area', label: '面积', unit: '平方米' },
];
const PLACES = figurePlaces(FIELDS, { clause: '1a', estate: null });
const set = (field: string, value: unknown) => ({
  type: 'answer.set',
  payload: { clause: '1a', estate: null, field, option: null, value },
});

describe('[RD2] several cells pasted into a figure', () => {
  it('go one each into the fields from there on, which are named', () => {
    expect(spreadCells(['1204', '1,100 户'], PLACES, 0)).toEqual({
      words: '家庭总数 ← 1204，已接入 ← 1,100 户',
      drafts: [set('homes', 1204), set('covered', 1100)],
    });
    expect(spreadCells(['1204', '', '98'], PLACES, 0)).toMatchObject({ drafts: [set('homes', 1204), set('area', 98)] });
    expect(spreadCells(['1100', ''], PLACES, 1)).toEqual({ words: '已接入 ← 1100', drafts: [set('covered', 1100)] });
  });

  it.each([
    [['1', '2', '3', '4'], 0, /粘贴了 4 格，从这里起只有 3 项/],
    [['1', '2'], 2, /只有 1 项/],
    [['1', '2'], -1, /只有 1 项/],
    [['1204', '九成'], 0, /“九成”不能填入“已接入”/],
    [['12.5', '3'], 0, /“12.5”不能填入“家庭总数”/],
  ])('%j from %i are refused as a whole', (cells, from, words) => {
    expect(spreadCells(cells, PLACES, from)).toEqual({ fault: expect.stringMatching(words) });
  });
});

const LIST: FieldOf<'entries'> = {
  kind: 'entries',
  id: 'x',
  label: '清单',
  itemLabel: '名称',
  fields: [
    { kind: 'flag', id: 'f', label: '推广' },
    { kind: 'count', id: 'n', label: '数量', unit: '个' },
    { kind: 'text', id: 't', label: '说明' },
  ],
};

describe('a table pasted into a list', () => {
  const text = '智慧停车⇥12⇥已用⇥甲↵智慧养老⇥⇥试点↵独居关怀⇥五';

  it('is offered in words: how many rows, which column goes where, which nowhere', () => {
    expect(splitWords(LIST, text)).toBe(
      '拆成 3 项（智慧停车、智慧养老、独居关怀），第 2 列填入“数量”，第 3 列填入“说明”，另有 1 列不采用',
    );
    expect(splitWords({ ...LIST, fields: [] }, '智慧停车⇥12')).toBe('只取“智慧停车”，另有 1 列不采用');
    expect(splitWords(LIST, '智慧停车')).toBeNull();
  });

  it('becomes rows with their answers; a cell that is no answer stands in its field with its fault', () => {
    const list = splitName(LIST, { ...rowsOf([], undefined), fresh: text }, null, text);
    const done = settle(LIST, list);
    expect(done.entries).toEqual([
      { name: '智慧停车', answers: { n: 12, t: '已用' } },
      { name: '智慧养老', answers: { t: '试点' } },
      { name: '独居关怀', answers: {} },
    ]);
    expect(done.list.rows.map(({ typed }) => typed)).toEqual([{}, {}, { 'answer n': '五' }]);
  });
});
