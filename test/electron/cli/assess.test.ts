import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { widthOf } from '#electron/cli/commands/assessment-table.ts';
import { run } from '#electron/cli/run.ts';
import { readText } from '#test/fixtures/read.ts';

const SAMPLE = readText('resources/samples/xueyuan.json');
const CATALOGUE = 'resources/catalogues/benchmark-2022.2.json';

/** Runs the command on files given as text (or bytes), with what it printed. */
async function workbench(args: readonly string[], files: Record<string, string | Uint8Array> = {}) {
  const printed = { out: '', error: '' };
  const code = await run(args, {
    read: async (path) => {
      const file = files[path];
      if (file === undefined) throw Object.assign(new Error(path), { code: 'ENOENT' });
      return typeof file === 'string' ? new TextEncoder().encode(file) : file;
    },
    out: (text) => void (printed.out += text),
    error: (text) => void (printed.error += text),
  });
  return { code, ...printed };
}

describe('assess --json', () => {
  it('prints the agreed shape, key by key', async () => {
    const { code, out, error } = await workbench(['assess', 'f.json', '--json'], { 'f.json': SAMPLE });
    expect([code, error]).toEqual([0, '']);
    const printed = JSON.parse(out) as Record<string, Record<string, unknown>[]>;
    expect(Object.keys(printed)).toEqual(['catalogue', 'overall', 'indicators', 'findings']);
    expect(printed.catalogue).toEqual({
      id: 'shandong-smart-community-benchmark',
      version: '2022.2',
      sha256: createHash('sha256').update(readFileSync(CATALOGUE)).digest('hex'),
    });
    expect(printed.overall).toBe('待核');
    expect(printed.indicators).toHaveLength(32);
    expect(printed.indicators?.[0]).toEqual({
      no: 1,
      name: '有线宽带网络',
      result: '符合',
      narrative: '学苑社区共2813户，具备千兆接入能力的家庭数2813户，家庭千兆光纤网络覆盖率100%',
      clauses: [{ id: '1a', result: '符合', explanation: '2813 ÷ 2813 = 100% ≥ 90%', declared: false }],
    });
    expect(Object.keys(printed.findings?.[0] ?? {})).toEqual(['indicator', 'clause', 'kind', 'message']);
  });

  it('reads standard input for -, with a byte-order mark or without', async () => {
    const plain = await workbench(['assess', '-', '--json'], { '-': SAMPLE });
    const marked = await workbench(['assess', '-', '--json'], { '-': `\uFEFF${SAMPLE}` });
    expect(plain.code).toBe(0);
    expect(marked.out).toBe(plain.out);
  });

  it('judges by the catalogue that is named', async () => {
    const other = readText(CATALOGUE).replace('"2022.2"', '"2027.1"');
    const files = { 'f.json': SAMPLE.replace('"2022.2"', '"2027.1"'), 'c.json': other };
    const { code, out } = await workbench(['assess', 'f.json', '--catalogue', 'c.json', '--json'], files);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      catalogue: { version: '2027.1', sha256: createHash('sha256').update(other).digest('hex') },
    });
  });
});

describe('assess for a reader', () => {
  it('aligns its columns by the width that characters take', async () => {
    const { out } = await workbench(['assess', 'f.json'], { 'f.json': SAMPLE });
    const lines = out.split('\n');
    const head = lines.find((line) => line.startsWith('序号')) ?? '';
    const row = lines.find((line) => line.includes('有线宽带网络')) ?? '';
    const columnOf = (line: string, word: string) => widthOf(line.slice(0, line.indexOf(word)));
    expect(columnOf(row, '有线宽带网络')).toBe(columnOf(head, '指标'));
    expect(columnOf(row, '1a')).toBe(columnOf(head, '条款'));
    expect(columnOf(row, '2813 ÷')).toBe(columnOf(head, '说明'));
    expect(lines[1]).toBe('结论：待核（符合 19，不符合 0，待核 12，不适用 1）');
  });

  it('[WA3] shows a decision with its reason beside what was computed', async () => {
    const { out } = await workbench(['assess', 'f.json'], { 'f.json': SAMPLE });
    expect(out).toMatch(/20 +特殊人群管理 +不适用 +不涉及（泰安泰山区大数据中心）：.*社区无此项职责/);
    expect(out).toMatch(/20b +待核 +缺“本年度线上帮扶教育活动”/);
  });

  it('lets no name steer the terminal', async () => {
    const { out } = await workbench(['assess', 'f.json'], {
      'f.json': SAMPLE.replace('"学苑社区"', '"学苑\\u001b[2J社区"'),
    });
    expect(out).not.toContain('\u001b');
  });
});

describe('bad input ends with 2 and a coded sentence', () => {
  it.each([
    [[], {}, 'cli.bad-usage'],
    [['assess'], {}, 'cli.bad-usage'],
    [['assess', 'a', 'b'], {}, 'cli.bad-usage'],
    [['assess', 'f.json', '--frob'], {}, 'cli.bad-usage'],
    [['assess', 'f.json', '--catalogue'], {}, 'cli.bad-usage'],
    [['nothing'], {}, 'cli.bad-usage'],
    [['assess', 'none.json'], {}, 'cli.file-unreadable'],
    [['assess', 'f.json'], { 'f.json': '{' }, 'facts.not-json'],
    [['assess', 'f.json'], { 'f.json': '{}' }, 'facts.shape'],
    [['assess', 'f.json'], { 'f.json': '[]' }, 'facts.shape'],
    [['assess', 'f.json'], { 'f.json': new Uint8Array([0x7b, 0xc4, 0xfa, 0x7d]) }, 'cli.not-utf8'],
    [['assess', 'f.json'], { 'f.json': SAMPLE.replace('"2022.2"', '"1999"') }, 'catalogue.not-found'],
    [['assess', 'f.json'], { 'f.json': SAMPLE.replace('"gigabit"', '"gigabits"') }, 'facts.unknown-field'],
    [['assess', 'f.json', '--catalogue', 'c.json'], { 'f.json': SAMPLE, 'c.json': '{}' }, 'catalogue.shape'],
  ] as [string[], Record<string, string | Uint8Array>, string][])('%j', async (args, files, errorCode) => {
    const { code, out, error } = await workbench(args, files);
    expect([code, out]).toEqual([2, '']);
    expect(error).toMatch(new RegExp(`^\\[${errorCode}\\] [^\\n]*\\p{Script=Han}[^\\n]*\\n$`, 'u'));
  });
});
