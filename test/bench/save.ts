import { open, mkdtemp, readFile, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createHost } from '#electron/services/host/host.ts';
import type { Result } from '#shared/result.ts';
import type { Comparison } from './harness.ts';
import { sample } from './harness.ts';

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code} ${JSON.stringify(result.error.detail)}`);
  return result.value;
}

/** One acknowledged answer (checked, stamped, chained, on disk) against writing and syncing the same bytes by hand. */
export async function benchSave(): Promise<Comparison[]> {
  // Beside the checkout's output, not in /tmp: a memory file system would make every sync free.
  const folder = await mkdtemp(fileURLToPath(new URL('../../out/bench-', import.meta.url)));
  try {
    return [await compare(folder)];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function compare(folder: string): Promise<Comparison> {
  const host = must(
    await createHost({
      dataDir: join(folder, 'data'),
      resourcesDir: fileURLToPath(new URL('../../resources', import.meta.url)),
      edition: 'browser',
      version: '0',
      now: () => Date.now(),
      random: (bytes) => randomBytes(bytes).toString('hex'),
    }),
  );
  const { id } = must(await host.call('inspection:open-sample', {})) as { id: string };
  const draft = (value: number) => ({
    inspection: id,
    drafts: [{ type: 'answer.set', payload: { clause: '11a', estate: null, field: 'alone', option: null, value } }],
  });
  let count = 0;
  const save = async () => must(await host.call('inspection:append-events', draft((count += 1))));
  await save();
  const line = await lastLine(
    join(folder, 'data', 'inspections', id),
    (must(await host.call('app:get-info', {})) as { device: string }).device,
  );
  const raw = await open(join(folder, 'raw'), 'a');
  const syncRaw = async () => {
    await raw.write(line);
    await raw.datasync();
  };
  const [ours, baseline] = await sample(
    [
      { name: 'acknowledged save of one answer', run: save },
      { name: `write + fdatasync of the same ${line.length} bytes`, run: syncRaw },
    ],
    60,
    5,
  );
  await raw.close();
  await host.close();
  if (!ours || !baseline) throw new Error('a contender is missing');
  return { title: 'Acknowledged save', ours, baseline, goal: '≤ 3× the time', met: (ratio) => ratio <= 3 };
}

async function lastLine(folder: string, device: string): Promise<Buffer> {
  const bytes = await readFile(join(folder, `${device}.jsonl`));
  return bytes.subarray(bytes.lastIndexOf(10, bytes.length - 2) + 1);
}
