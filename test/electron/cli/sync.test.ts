import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { InspectionId } from '#shared/ids.ts';
import { append, newInspection, newWorld, note, standing } from '#test/electron/services/package/package-world.ts';
import type { World } from '#test/electron/services/package/package-world.ts';
import { terminal } from './terminal.ts';
import { COUCHES } from '#test/support/couch/couch-world.ts';

describe('workbench sync', () => {
  let world: World;
  let id: InspectionId;
  beforeEach(async () => {
    world = await newWorld();
    const host = await world.host('a');
    id = await newInspection(host, 1);
    await world.close(host);
    await mkdir(at('stick'));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await world.end();
  });
  const at = (name: string): string => join(world.path, name);
  const { printed, workbench } = terminal();
  async function look(name: string) {
    const host = await world.host(name);
    const found = await standing(host, id);
    await world.close(host);
    return found;
  }

  it('[SY3] makes two data folders agree through a folder, after three commands', async () => {
    const through = (name: string) => workbench('sync', '--data', at(name), '--remote', at('stick'), '--all', '--once');
    expect(await through('a')).toBe(0);
    expect(printed.out).toMatch(/发送：记录 1\d\d 条，文件 2 个；接收：记录 0 条/);
    expect(printed.out).toContain(`验收项目 ${id}：全部已核对`);
    expect(await through('b')).toBe(0);
    expect(printed.out).toMatch(/接收：记录 1\d\d 条，文件 1 个/);
    const host = await world.host('b');
    await append(host, id, [note(1, '乙写的')]);
    await world.close(host);
    await through('b');
    await through('a');
    expect(await look('a')).toEqual(await look('b'));
    expect((await look('a')).facts?.notes[1]).toBe('乙写的');
  });

  it('[SY3] exchanges only what was named, and tells what else is there', async () => {
    const through = (name: string, ...more: string[]) =>
      workbench('sync', '--data', at(name), '--remote', at('stick'), '--once', ...more);
    await through('a');
    expect(printed.out).toContain('发送：记录 0 条');
    await through('a', '--inspection', id, '--without-originals');
    expect(printed.out).toContain('1 个文件没有送到');
    await through('b');
    expect(printed.out).toContain(`未加入：学苑社区（验收项目 ${id}）`);
    await through('b', '--inspection', id);
    expect(printed.out).toContain('1 个文件两边都没有');
  });

  it('[SY8] reaches a server with a password that comes by environment, and says what is wrong with it', async () => {
    const [double] = COUCHES;
    const couch = await double.begin();
    const url = new URL(couch.database, couch.proxy.address).href;
    const login = ['--user', couch.login.name, '--password-env', 'SYNC_PASSWORD'];
    const through = (name: string) =>
      workbench('sync', '--data', at(name), '--remote', url, '--all', '--once', ...login);
    expect(await through('a')).toBe(2);
    expect(printed.error).toContain('没有环境变量 SYNC_PASSWORD');
    vi.stubEnv('SYNC_PASSWORD', '不对');
    expect(await through('a')).toBe(2);
    expect(printed.error).toContain('[sync.login]');
    vi.stubEnv('SYNC_PASSWORD', couch.login.password);
    expect(await through('a')).toBe(0);
    expect(await through('b')).toBe(0);
    expect(await look('a')).toEqual(await look('b'));
    await couch.end();
  });

  it('takes a folder by a name that a place may have, no character of it cut in two, and no path that it may not', async () => {
    const called = `${'验'.repeat(39)}📁${'收'.repeat(20)}`;
    await mkdir(at(called));
    expect(await workbench('sync', '--data', at('a'), '--remote', at(called), '--once')).toBe(0);
    expect(printed.out).toContain(`同步位置：${'验'.repeat(39)}\n`);
    // The list of places still reads.
    expect(await workbench('sync', '--data', at('a'), '--remote', at('stick'), '--once')).toBe(0);
    const long = at('长/'.repeat(300));
    expect(await workbench('sync', '--data', at('a'), '--remote', long, '--once')).toBe(2);
    expect(printed.error).toContain('文件夹的路径过长');
  });

  it('says what is missing in the command', async () => {
    for (const args of [
      ['--remote', at('stick')],
      ['--data', at('a')],
      ['--data', at('a'), '--remote', 'ftp://x', 'y'],
    ]) {
      expect(await workbench('sync', ...args)).toBe(2);
      expect(printed.error).toContain('workbench sync --data DIR');
    }
    expect(await workbench('sync', '--data', at('a'), '--remote', at('nowhere'), '--once')).toBe(2);
    expect(printed.error).toContain('[sync.unreachable]');
  });
});
