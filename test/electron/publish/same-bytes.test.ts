import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { run } from '#electron/cli/run.ts';
import { hashText } from '#electron/services/disk/hash.ts';
import { publishable } from '#shared/publication/publishable.ts';
import { createPublisher } from '#electron/services/publish/host-publisher.ts';
import type { Host } from '#electron/services/host/host.ts';
import type { InspectionId } from '#shared/ids.ts';
import { append, newInspection, newWorld, pack, type World } from '#test/electron/services/package/package-world.ts';
import { valueOf } from '#test/electron/services/package/value-of.ts';
import { settlement } from '#test/support/settle.ts';

const NAMES = ['学苑社区-智慧社区建设验收结果公示.pdf', '学苑社区智慧社区建设指标验收明细.xlsx'];

let world: World;
beforeEach(async () => {
  world = await newWorld();
});
afterEach(() => world.end());

const at = (...names: string[]): string => join(world.path, ...names);

async function finalised(host: Host): Promise<InspectionId> {
  const id = await newInspection(host, 1);
  const { state, catalogue } = valueOf(await host.parts.inspections.open(id));
  const { replies, accepted } = settlement(state, catalogue);
  await append(host, id, replies);
  valueOf(await host.parts.inspections.finalise(id, '李主任', accepted));
  return id;
}

/** The bytes of notice and annex as the window has them made. */
async function fromWindow(host: Host, inspection: InspectionId): Promise<readonly Buffer[]> {
  const { publish, inspections } = host.parts;
  const opened = valueOf(await inspections.open(inspection));
  const control = { progress: () => undefined, signal: new AbortController().signal };
  const settled = valueOf(publishable(opened.state, opened.catalogue, hashText));
  const made = await publish?.preview({ ...opened, inspection, edition: 'web', settled }, control);
  if (made?.ok !== true) throw new Error('no notice was made');
  const { pdf, xlsx } = made.value;
  const files = await Promise.all([pdf, xlsx].map(({ sha256 }) => host.findFile(sha256)));
  return Promise.all(files.map((file) => readFile(valueOf(file).path)));
}

/** The bytes of notice and annex as the command makes them of a package. */
async function fromCommand(file: string, out: string): Promise<readonly Buffer[]> {
  const said: string[] = [];
  const say = (text: string): void => void said.push(text);
  const io = { read: (path: string) => readFile(path), out: say, error: say };
  expect(await run(['publish', file, '--out', out], io), said.join('')).toBe(0);
  return Promise.all(NAMES.map((name) => readFile(join(out, name))));
}

it('[PU10] window and command make the same bytes of one 定稿, whenever each of them does', async () => {
  let wall = Date.UTC(2024, 8, 2, 1);
  const host = await world.host('data', { publish: createPublisher, now: () => (wall += 1000) });
  const id = await finalised(host);
  await pack(host, id, at('final.ysb'));
  const first = await fromWindow(host, id);
  wall += 40 * 86_400_000;
  const later = await fromWindow(host, id);
  const commanded = await fromCommand(at('final.ysb'), at('out'));
  for (const [index, name] of NAMES.entries()) {
    expect(later[index]?.equals(first[index] ?? Buffer.of()), `${name}, later`).toBe(true);
    expect(commanded[index]?.equals(first[index] ?? Buffer.of()), `${name}, by command`).toBe(true);
  }
}, 60_000);
