import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assess } from '#shared/assessment/assess.ts';
import type { InspectionId } from '#shared/ids.ts';
import { newInspection, newWorld, pack } from '#test/electron/services/package/package-world.ts';
import type { World } from '#test/electron/services/package/package-world.ts';
import { terminal } from './terminal.ts';
import { valueOf } from '#test/electron/services/package/value-of.ts';

const SAMPLE = 'resources/samples/xueyuan.json';
const PDF = '学苑社区-智慧社区建设验收结果公示.pdf';

let world: World;
let id: InspectionId;

beforeEach(async () => {
  world = await newWorld();
  const host = await world.host('data');
  id = await newInspection(host, 2);
  await world.close(host);
});
afterEach(() => world.end());

const at = (name: string): string => join(world.path, name);

const { printed, workbench } = terminal();

describe('pack, verify, unpack', () => {
  it('carries an inspection from one data folder to another', async () => {
    expect(await workbench('pack', id, '--data', at('data'), '--out', at('a.ysb'))).toBe(0);
    expect(printed.out).toContain(`${(await stat(at('a.ysb'))).size} 字节`);
    expect(await workbench('verify', at('a.ysb'))).toBe(0);
    expect(printed.out).toContain('签名：成立');
    expect(printed.out).toContain('照片与文件原件 2 个，指标目录 1 个，公示文件 0 个，缺少 0 个');
    expect(await workbench('unpack', at('a.ysb'), '--data', at('other'))).toBe(0);
    expect(printed.out).toMatch(/已导入：学苑社区（验收项目 .*）\n来源：设备 .*（首次见到的设备）/);
    const logs = await readdir(at('other/logs'));
    const told = await Promise.all(logs.map((name) => readFile(at(`other/logs/${name}`), 'utf8')));
    expect(told.join('')).toContain('"edition":"command"');
    const other = await world.host('other');
    expect(valueOf(await other.parts.inspections.list())).toMatchObject([{ id, damage: null }]);
  });

  it('pack replaces nothing unless told to, and has a draft name of its own', async () => {
    await writeFile(at('a.ysb'), 'mine');
    await writeFile(at('a.ysb.part'), 'mine too');
    expect(await workbench('pack', id, '--data', at('data'), '--out', at('a.ysb'))).toBe(2);
    expect(printed.error).toContain(`[cli.file-exists] ${at('a.ysb')}`);
    expect(await readFile(at('a.ysb'), 'utf8')).toBe('mine');
    expect(await workbench('pack', id, '--data', at('data'), '--out', at('a.ysb'), '--force')).toBe(0);
    expect(await workbench('verify', at('a.ysb'))).toBe(0);
    expect(await readFile(at('a.ysb.part'), 'utf8')).toBe('mine too');
  });

  it.each([
    [['pack', 'inspection-that-is-not', '--data', 'data', '--out', 'a.ysb'], 'inspection.not-found'],
    [['pack', '../x', '--data', 'data', '--out', 'a.ysb'], 'cli.bad-usage'],
    [['pack', 'inspection-x', '--out', 'a.ysb'], 'cli.bad-usage'],
    [['pack', 'inspection-x', '--data', 'no-such-folder', '--out', 'a.ysb'], 'cli.file-unreadable'],
    [['verify'], 'cli.bad-usage'],
    [['verify', 'gone.ysb'], 'package.not-found'],
    [['unpack', 'a.ysb'], 'cli.bad-usage'],
    [['unpack', 'gone.ysb', '--data', 'fresh'], 'package.not-found'],
  ])('%j is bad input: 2, %s', async (args, code) => {
    const isName = (arg: string): boolean => /^(data|no-such-folder|fresh|.*\.ysb)$/.test(arg);
    expect(await workbench(...args.map((arg) => (isName(arg) ? at(arg) : arg)))).toBe(2);
    expect(printed.error).toContain(`[${code}]`);
  });

  it('a package that was tampered with is refused with its code', async () => {
    await workbench('pack', id, '--data', at('data'), '--out', at('a.ysb'));
    const bytes = await readFile(at('a.ysb'));
    const where = bytes.indexOf('学苑社区');
    bytes.write('学院社区', where);
    await writeFile(at('a.ysb'), bytes);
    for (const args of [['verify'], ['unpack', '--data', at('other')], ['publish', '--out', at('out')], ['assess']]) {
      const [name = '', ...rest] = args;
      expect(await workbench(name, at('a.ysb'), ...rest)).toBe(2);
      expect(printed.error).toContain('[package.content-mismatch]');
    }
    expect(await readdir(world.path)).not.toContain('out');
  });

  it('a data folder that a window has open is left alone', async () => {
    const open = await world.host('data');
    expect(await workbench('pack', id, '--data', at('data'), '--out', at('a.ysb'))).toBe(2);
    expect(printed.error).toContain('[journal.locked]');
    await world.close(open);
  });

  it('--help tells how each is written', async () => {
    expect(await workbench('--help')).toBe(0);
    for (const name of ['pack', 'unpack', 'verify', 'publish']) expect(printed.out).toContain(`workbench ${name} `);
    expect(await workbench('verify', '--help')).toBe(0);
    expect(printed.out).toBe('workbench verify FILE.ysb\n');
  });
});

describe('assess and publish of a package', () => {
  it('judges it as it judges the facts that it was made of', async () => {
    await workbench('pack', id, '--data', at('data'), '--out', at('a.ysb'));
    expect(await workbench('assess', at('a.ysb'), '--json')).toBe(0);
    const ofPackage = JSON.parse(printed.out) as { catalogue: unknown; indicators: unknown };
    expect(await workbench('assess', SAMPLE, '--json')).toBe(0);
    const ofFacts = JSON.parse(printed.out) as typeof ofPackage;
    expect([ofPackage.catalogue, ofPackage.indicators]).toEqual([ofFacts.catalogue, ofFacts.indicators]);
  });

  it('[PU5] one that is not finalised gives a notice marked as a preview, and is not signed', async () => {
    await workbench('pack', id, '--data', at('data'), '--out', at('a.ysb'));
    expect(await workbench('publish', at('a.ysb'), '--out', at('out'))).toBe(0);
    expect(printed.out).toContain('尚未定稿：每页标有“预览稿”。');
    expect(await readdir(at('out'))).toContain(PDF);
    expect(await workbench('publish', at('a.ysb'), '--out', at('signed'), '--p12', 'x.p12')).toBe(2);
    expect(printed.error).toContain('[inspection.not-finalised]');
  });

  it('one that is finalised gives the notice itself, with who accepted what', async () => {
    const host = await world.host('data');
    const { state, catalogue } = valueOf(await host.parts.inspections.open(id));
    const { indicators, findings } = assess(catalogue, state.facts);
    for (const { key } of findings.filter(({ severity }) => severity === 'contradiction')) {
      const payload = { key, reason: '已核实', by: '张三' };
      valueOf(await host.parts.inspections.append(id, [{ type: 'finding.replied', payload }]));
    }
    const accepted = indicators.map(({ no }) => ({ indicator: no, reason: '现场无法核实' }));
    valueOf(await host.parts.inspections.finalise(id, '张三', accepted));
    await pack(host, id, at('final.ysb'));
    expect(
      await workbench(
        'publish',
        at('final.ysb'),
        '--out',
        at('out'),
        '--catalogue',
        'resources/catalogues/benchmark-2022.2.json',
      ),
    ).toBe(0);
    expect(printed.out).not.toContain('预览稿');
    expect(await readdir(at('out'))).toContain(PDF);
  });
});
