import { describe, expect, it } from 'vitest';
import { assess } from '#shared/assessment/assess.ts';
import type { Assessment, ClauseResult, IndicatorResult } from '#shared/assess/types.ts';
import { noticeModel } from '#shared/publication/notice-model.ts';
import { rowNotes } from '#shared/publication/row-notes.ts';
import { noticeFileNames } from '#shared/publication/file-names.ts';
import { catalogue, facts, indicators } from '#test/electron/publish/sample.ts';

const OPTIONS = { date: '2024-09-02', final: true };
const assessment = assess(catalogue, facts);
const opening = (over: Partial<Assessment>): string =>
  noticeModel(catalogue, facts, { ...assessment, ...over }, OPTIONS).opening;
const tally = { 符合: 31, 不符合: 0, 待核: 0, 不适用: 1 };

describe('the words of a notice', () => {
  it('[PU1] are those of the published notice', () => {
    expect(opening({ overall: '达到标准', tally })).toBe(
      '根据《关于加快推进智慧社区建设工作的实施意见》（鲁数发〔2022〕16号），经学苑社区申请，泰安泰山区大数据中心于2024年8月1日—31日，按照智慧社区建设计划开展验收。上高街道学苑社区经过本级初验，初步确定达到《山东省智慧社区建设指标》（标杆型）相关建设标准。',
    );
    const model = noticeModel(catalogue, facts, assessment, OPTIONS);
    expect(model).toMatchObject({
      title: '智慧社区建设验收结果公示（标杆型）',
      caption: '山东省智慧社区建设指标（标杆型）',
      columns: ['一级指标', '序号', '二级指标', '指标释义', '标准要求', '学苑社区完成情况'],
      annexes: ['学苑社区智慧社区建设指标验收明细'],
      office: '泰安泰山区大数据中心',
      date: '2024年9月2日',
      preview: false,
    });
  });

  it('[PU2] count what is not met, and what is still open beside it', () => {
    const unmet = { ...tally, 不符合: 2 };
    expect(opening({ overall: '未达到标准', tally: unmet })).toContain('32项指标中有2项不符合，初步确定未达到《');
    expect(opening({ overall: '未达到标准', tally: { ...unmet, 待核: 3 } })).toContain(
      '有2项不符合、3项待核，初步确定未达到',
    );
  });

  it('[PU2] never take 待核 for met, though it was accepted', () => {
    const accepted = assessment.indicators
      .filter(({ result }) => result === '待核')
      .map(({ no }) => ({ indicator: no, reason: '现场已核实。', by: '李主任' }));
    const model = noticeModel(catalogue, facts, assessment, { ...OPTIONS, accepted });
    expect(model.opening).toContain('32项指标中有12项待核，尚不能确定是否达到《山东省智慧社区建设指标》（标杆型）');
    expect(model.rows[1]?.notes).toEqual(['待核：电梯、地下车库5G深度覆盖（定稿时由李主任接受：现场已核实）']);
  });

  it('[PU3] have one row per indicator, in the standard’s order', () => {
    const { rows } = noticeModel(catalogue, facts, assessment, OPTIONS);
    expect(rows.map(({ no, name, definition, requirement }) => ({ no, name, definition, requirement }))).toEqual(
      indicators.map(({ no, name, definition, requirement }) => ({ no, name, definition, requirement })),
    );
  });

  it('[RD6] say of a 完成情况 in which nobody sees anything that there is none', () => {
    const unseen = { ...facts, narratives: { ...facts.narratives, 1: { text: '\u200B\u2060' } } };
    const { rows } = noticeModel(catalogue, unseen, assess(catalogue, unseen), OPTIONS);
    expect(rows[0]?.narrative).toBe('（未填报）');
  });

  it('refuse an assessment with a hole in it', () => {
    const holed = { ...assessment, indicators: assessment.indicators.slice(1) };
    expect(() => noticeModel(catalogue, facts, holed, OPTIONS)).toThrow('indicator 1');
  });
});

describe('what is printed with a row', () => {
  const clause = (over: Partial<ClauseResult>): ClauseResult => ({
    id: '5b',
    label: '智慧杆柱',
    result: '符合',
    declared: false,
    explanation: '有',
    data: { kind: 'flag', label: '智慧杆柱', state: 'yes', verdict: '符合', declared: false },
    ratios: [],
    waiver: null,
    override: null,
    missing: 0,
    ...over,
  });
  const indicator = (over: Partial<IndicatorResult>): IndicatorResult => ({
    no: 5,
    name: '智能照明设施',
    category: '基础设施',
    result: '符合',
    declared: false,
    clauses: [clause({})],
    waiver: null,
    override: null,
    narrative: '已建成',
    narrativeSource: 'template',
    generatedNarrative: '已建成',
    ...over,
  });
  const override = { computed: '待核', reason: '现场查看已安装。', by: '王某' } as const;

  it('[PU4] is nothing for a plain 符合', () => {
    expect(rowNotes(indicator({}), undefined)).toEqual([]);
  });

  it('[PU4] names the clauses that are not met', () => {
    const clauses = [clause({ result: '不符合' }), clause({ label: '安装率' })];
    expect(rowNotes(indicator({ result: '不符合', clauses }), undefined)).toEqual(['不符合：智慧杆柱']);
  });

  it('[PU4] gives reason and name with 不涉及, of an indicator and of a clause', () => {
    const waiver = { reason: '社区无此设施。', by: '王某' };
    expect(rowNotes(indicator({ result: '不适用', waiver }), undefined)).toEqual([
      '不涉及：社区无此设施（认定人：王某）',
    ]);
    expect(rowNotes(indicator({ clauses: [clause({ result: '不适用', waiver })] }), undefined)).toEqual([
      '不涉及（智慧杆柱）：社区无此设施（认定人：王某）',
    ]);
  });

  it('[PU4] shows 人工认定 with the result it replaced', () => {
    expect(rowNotes(indicator({ override }), undefined)).toEqual([
      '人工认定：符合（计算结果为待核），理由：现场查看已安装（认定人：王某）',
    ]);
    expect(rowNotes(indicator({ clauses: [clause({ override })] }), undefined)).toEqual([
      '人工认定（智慧杆柱）：符合（计算结果为待核），理由：现场查看已安装（认定人：王某）',
    ]);
  });

  it('[PU4] marks a result that rests on a declared rate', () => {
    expect(rowNotes(indicator({ declared: true, clauses: [clause({ declared: true })] }), undefined)).toEqual([
      '申报：智慧杆柱（按申报值认定，未提供计数）',
    ]);
  });

  it('says why a whole indicator does not apply', () => {
    const clauses = [clause({ result: '不适用', explanation: '没有封闭式小区，本条不适用' })];
    expect(rowNotes(indicator({ result: '不适用', clauses }), undefined)).toEqual([
      '不适用：没有封闭式小区，本条不适用',
    ]);
  });
});

describe('file names', () => {
  it('carry nothing that a file system refuses', () => {
    expect(noticeFileNames('../甲/乙:"社区"\u0000\u200b\n一')).toEqual({
      pdf: '_甲_乙__社区_ 一-智慧社区建设验收结果公示.pdf',
      xlsx: '_甲_乙__社区_ 一智慧社区建设指标验收明细.xlsx',
    });
  });

  it('tear no character that takes two code units', () => {
    expect(noticeFileNames(`${'社'.repeat(79)}𬭸社区`).pdf).toMatch(/^社{79}-智慧/u);
  });
});
