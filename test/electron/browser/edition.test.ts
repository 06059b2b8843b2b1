import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Arguments } from '#electron/browser/arguments.ts';
import { runEdition } from '#electron/browser/edition.ts';
import { freePort } from '#build/free-port.ts';
import { askRunning } from '#electron/browser/second-start.ts';
import { rawRequest } from './raw-request.ts';
import { rendererFolder, stubHost, temporaryFolder } from './stub-host.ts';

function run(given: Partial<Arguments>) {
  const lines: string[] = [];
  let stop: () => void = () => undefined;
  const stopAsked = new Promise<void>((resolve) => (stop = resolve));
  const folders = { dataFolder: temporaryFolder(), renderer: rendererFolder() };
  const args: Arguments = { ...folders, serve: true, browser: undefined, port: undefined, files: [], ...given };
  const around = { say: (line: string) => void lines.push(line), stopAsked, onBug: () => undefined };
  const stub = stubHost();
  return { args, lines, stop, stub, ended: runEdition(args, stub.host, around) };
}

const linkIn = (lines: readonly string[]): string | undefined => /http:\/\/\S+/.exec(lines.join('\n'))?.[0];

describe('the browser edition without a window', () => {
  it('prints a link that works once, gives a second start a fresh one, and leaves nothing behind', async () => {
    const port = await freePort();
    const { args, lines, stop, ended } = run({ port });
    await expect
      .poll(() => linkIn(lines))
      .toMatch(new RegExp(`^http://w[0-9a-f]{32}\\.localhost:${port}/start\\?key=`));
    const open = async (link: string) => {
      const { host, pathname, search } = new URL(link);
      return (await rawRequest(port, { path: pathname + search, headers: { Host: host } })).status;
    };
    const first = linkIn(lines) ?? '';
    expect([await open(first), await open(first)]).toEqual([303, 401]);

    const shown = await askRunning(args.dataFolder);
    expect(shown).toMatchObject({ is: 'link' });
    expect(await open(shown?.is === 'link' ? shown.link : '')).toBe(303);
    for (const file of ['running.json', 'link-host'])
      expect(statSync(join(args.dataFolder, file)).mode & 0o077, file).toBe(0);

    stop();
    expect(await ended).toBe(0);
    expect(await askRunning(args.dataFolder)).toBeUndefined();
    await expect(open(first)).rejects.toThrow('ECONNREFUSED');
  });

  it('hands on the packages that it and a second start were given, which it looks at itself', async () => {
    const folder = temporaryFolder();
    const [own, other, gone] = ['own.ysb', 'other.ysb', 'gone.ysb'].map((name) => join(folder, name));
    for (const path of [own, other]) writeFileSync(path ?? '', 'x');
    const { args, stop, stub, ended } = run({ port: await freePort(), files: [own ?? ''] });
    await expect
      .poll(() => askRunning(args.dataFolder, [other ?? '', gone ?? '', '/etc/passwd']))
      .toMatchObject({ is: 'link' });
    expect(stub.offered).toEqual([own, other]);
    stop();
    await ended;
    // Whatever is in a window is saved before the program ends; here none is open.
    expect(stub.drains).toEqual([0]);
  });

  it('believes no second start that cannot read the data folder, and no nonsense from one that can', async () => {
    const port = await freePort();
    const { args, stop, stub, ended } = run({ port });
    await expect.poll(() => askRunning(args.dataFolder)).toBeDefined();
    const { secret, authority }: { secret: string; authority: string } = JSON.parse(
      readFileSync(join(args.dataFolder, 'running.json'), 'utf8'),
    );
    const post = async (headers: Record<string, string>, body: string) =>
      (
        await rawRequest(port, {
          path: '/second-start',
          method: 'POST',
          headers: { Host: authority, ...headers },
          body,
        })
      ).status;
    const asked = JSON.stringify({ files: ['/x.ysb'] });
    expect(await post({}, asked)).toBe(403);
    expect(await post({ 'X-Second-Start': 'wrong' }, asked)).toBe(403);
    expect(await post({ 'X-Second-Start': secret, Origin: 'http://evil.example' }, asked)).toBe(403);
    expect(await post({ 'X-Second-Start': secret }, 'nonsense')).toBe(400);
    expect(await post({ 'X-Second-Start': secret }, JSON.stringify({ files: Array(21).fill('/x.ysb') }))).toBe(400);
    expect(stub.offered).toEqual([]);
    stop();
    await ended;
  });

  it('says so when the port belongs to another program', async () => {
    const other = createServer();
    const port = await freePort();
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    const { lines, ended } = run({ port });
    expect(await ended).toBe(1);
    expect(lines.join()).toContain(`Port ${port} is in use`);
    other.close();
  });

  it('says so when the window was never built', async () => {
    const { lines, ended } = run({ renderer: temporaryFolder() });
    expect(await ended).toBe(1);
    expect(lines.join()).toContain('not built');
  });
});
