import { describe, expect, it } from 'vitest';
import type { Field } from '#shared/catalogue/field-schema.ts';
import { checkAnswer } from '#shared/facts/check-answer.ts';

const closed: Field = {
  kind: 'checklist',
  id: 'means',
  label: '门禁',
  options: [{ label: '刷卡' }, { label: '人脸' }],
};
const open: Field = { ...closed, others: true };
const poles: Field = { kind: 'entries', id: 'poles', label: '杆柱', itemLabel: '名称', fields: [closed] };

const FITTING: readonly (readonly [Field, unknown])[] = [
  [{ kind: 'count', id: 'n', label: '数', unit: '个' }, 0],
  [{ kind: 'count', id: 'n', label: '数', unit: '个' }, Number.MAX_SAFE_INTEGER],
  [{ kind: 'quantity', id: 'n', label: '面积', unit: '平方米' }, 152714],
  [{ kind: 'quantity', id: 'n', label: '面积', unit: '平方米' }, '152714.25'],
  [{ kind: 'rate', id: 'n', label: '率' }, '95.3%'],
  [{ kind: 'flag', id: 'n', label: '有' }, false],
  [{ kind: 'text', id: 'n', label: '名' }, '学苑社区'],
  [closed, { 刷卡: true, 人脸: false }],
  [open, { 指纹: true }],
  [poles, []],
  [poles, [{ name: '一号', answers: { means: { 刷卡: true } } }]],
];

const MISFIT: readonly (readonly [Field, unknown, string])[] = [
  [{ kind: 'count', id: 'n', label: '数', unit: '个' }, 2 ** 53, 'facts.wrong-kind'],
  [{ kind: 'count', id: 'n', label: '数', unit: '个' }, -1, 'facts.wrong-kind'],
  [{ kind: 'count', id: 'n', label: '数', unit: '个' }, null, 'facts.wrong-kind'],
  [{ kind: 'quantity', id: 'n', label: '面积', unit: '平方米' }, 0.1, 'facts.wrong-kind'],
  [{ kind: 'quantity', id: 'n', label: '面积', unit: '平方米' }, '1e3', 'facts.wrong-kind'],
  [{ kind: 'rate', id: 'n', label: '率' }, '-5%', 'facts.wrong-kind'],
  [{ kind: 'rate', id: 'n', label: '率' }, '95％', 'facts.wrong-kind'],
  [{ kind: 'flag', id: 'n', label: '有' }, '是', 'facts.wrong-kind'],
  [{ kind: 'text', id: 'n', label: '名' }, 'x'.repeat(2001), 'facts.wrong-kind'],
  [closed, ['刷卡'], 'facts.wrong-kind'],
  [closed, { 刷卡: 'yes' }, 'facts.wrong-kind'],
  [closed, { 指纹: true }, 'facts.unknown-item'],
  [open, { '  ': true }, 'facts.wrong-kind'],
  [poles, [{ name: '' }], 'facts.wrong-kind'],
  [poles, [{ name: '一号', answers: { means: { 指纹: true } } }], 'facts.unknown-item'],
  [poles, [{ name: '一号', answers: { height: 3 } }], 'facts.unknown-field'],
];

describe('one answer', () => {
  it.each(FITTING)('fits %j: %j', (field, value) => {
    expect(checkAnswer(field, value).ok).toBe(true);
  });

  it.each(MISFIT)('does not fit %j: %j', (field, value, code) => {
    expect(checkAnswer(field, value)).toMatchObject({ ok: false, error: { code } });
  });

  it('is a misfit at the place it stands', () => {
    const result = checkAnswer(poles, [{ name: '一号', answers: { means: { 指纹: true } } }], 'answers.5b.poles');
    expect(result).toMatchObject({ error: { detail: { path: 'answers.5b.poles[0].answers.means.指纹', id: '指纹' } } });
  });
});
