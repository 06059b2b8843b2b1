import type { FactsInput } from '#shared/facts/schema.ts';

/** Another tier, written by hand as an office would: every construct of the rule language once, nothing of 标杆型. */
export const TINY = {
  schemaVersion: 1,
  id: 'shandong-smart-community-basic',
  version: '2023.1',
  standard: '山东省智慧社区建设指标',
  tier: '基础型',
  source: '测试用',
  profileFields: [{ kind: 'count', id: 'households', label: '社区家庭总数', unit: '户' }],
  estateFields: [
    { kind: 'flag', id: 'closed', label: '封闭式小区' },
    { kind: 'count', id: 'gates', label: '出入口', unit: '个' },
  ],
  categories: [
    {
      name: '基础设施',
      indicators: [
        {
          no: 1,
          name: '有线宽带网络',
          definition: '家庭宽带网络覆盖率',
          requirement: '家庭宽带网络覆盖率达到60%',
          clauses: [
            {
              id: '1a',
              label: '家庭宽带网络覆盖率',
              fields: [
                {
                  kind: 'count',
                  id: 'households',
                  label: '社区家庭总数',
                  unit: '户',
                  defaultsTo: 'profile.households',
                },
                { kind: 'count', id: 'covered', label: '已覆盖家庭', unit: '户' },
                { kind: 'rate', id: 'rate', label: '覆盖率（申报）' },
              ],
              rule: {
                is: 'ratio',
                part: 'covered',
                whole: 'households',
                declared: 'rate',
                relation: '≥',
                threshold: '60%',
              },
              evidence: [{ label: '证明', kind: 'any' }],
            },
          ],
          narrative: [{ clause: '1a', parts: [{ text: '{community}共{households}户，覆盖率{%1}' }] }],
          checks: [{ kind: 'equal', clause: '1a', label: '家庭总数', values: ['1a.households', 'profile.households'] }],
        },
        {
          no: 2,
          name: '出入管理',
          definition: '出入管理',
          requirement: '每个封闭式小区有门禁；另有2种便民服务',
          clauses: [
            {
              id: '2a',
              label: '门禁',
              each: { of: 'estate', where: { is: 'flag', field: 'estate.closed' } },
              fields: [
                { kind: 'checklist', id: 'means', label: '门禁', options: [{ label: '刷卡' }, { label: '人脸' }] },
              ],
              rule: { is: 'checklist', field: 'means', need: 1 },
              evidence: [],
            },
            {
              id: '2b',
              label: '便民服务',
              when: { is: 'number', value: { of: 'estates', sum: 'estate.gates' }, relation: '>', threshold: '0' },
              fields: [
                {
                  kind: 'entries',
                  id: 'services',
                  label: '便民服务',
                  itemLabel: '名称',
                  fields: [{ kind: 'flag', id: 'open', label: '正常开放' }],
                },
                { kind: 'text', id: 'operator', label: '运营方' },
              ],
              rule: {
                is: 'all',
                rules: [
                  {
                    is: 'number',
                    value: { of: 'items', field: 'services', where: { is: 'flag', field: 'item.open' } },
                    relation: '≥',
                    threshold: '2',
                  },
                  { is: 'named', field: 'operator' },
                ],
              },
              evidence: [],
            },
          ],
          narrative: [{ clause: '2b', parts: [{ text: '由{operator}提供{services}等{services#}种便民服务' }] }],
        },
      ],
    },
    {
      name: '社区治理',
      indicators: [
        {
          no: 3,
          name: '议事协商',
          definition: '议事协商',
          requirement: '每年不少于2次',
          clauses: [
            {
              id: '3a',
              label: '议事协商',
              fields: [{ kind: 'count', id: 'times', label: '次数', unit: '次' }],
              rule: {
                is: 'atLeast',
                need: 1,
                rules: [{ is: 'number', value: 'times', relation: '≥', threshold: '2' }],
              },
              evidence: [],
            },
          ],
          narrative: [{ clause: '3a', parts: [{ text: '开展{times}次' }] }],
        },
      ],
    },
  ],
} as const;

/** Facts that meet the tiny catalogue in full. */
export const TINY_FACTS: FactsInput = {
  schemaVersion: 1,
  catalogue: { id: TINY.id, version: TINY.version },
  profile: {
    community: '东湖社区',
    applicant: '东湖社区',
    authority: '某区大数据中心',
    basis: '测试用',
    period: { from: '2024-08-01', to: '2024-08-31' },
    facts: { households: 10 },
  },
  estates: [
    { id: 'a', name: '甲苑', facts: { closed: true, gates: 2 }, answers: { '2a': { means: { 人脸: true } } } },
    { id: 'b', name: '乙苑', facts: { closed: false, gates: 1 } },
  ],
  answers: {
    '1a': { covered: 6 },
    '2b': {
      services: [
        { name: '菜站', answers: { open: true } },
        { name: '快递', answers: { open: true } },
      ],
      operator: '社区',
    },
    '3a': { times: 2 },
  },
};

/** A copy of JSON with one place changed: `categories[0].name`; undefined removes it. */
export function changed(json: unknown, path: string, value: unknown): unknown {
  const [step = '', ...rest] = path.split(/[.[\]]+/).filter((part) => part !== '');
  const next = (inner: unknown) => (rest.length === 0 ? value : changed(inner, rest.join('.'), value));
  if (Array.isArray(json)) {
    const list: unknown[] = [...json];
    list[Number(step)] = next(list[Number(step)]);
    return list;
  }
  const object: Record<string, unknown> = { ...(typeof json === 'object' ? json : null) };
  const changedValue = next(object[step]);
  return Object.fromEntries(
    Object.entries({ ...object, [step]: changedValue }).filter(([, kept]) => kept !== undefined),
  );
}
