import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tempFolder } from '#test/electron/services/temp-host.ts';
import { openJournal } from './journal-events.ts';

const WRITER = join(import.meta.dirname, 'writer-process.ts');
const ROUNDS = 8;

let folder: Awaited<ReturnType<typeof tempFolder>>;
beforeEach(async () => {
  folder = await tempFolder();
});
afterEach(() => folder.drop());

/** Runs the writer until it has acknowledged `batches`, kills it at once, answers every acknowledged batch. */
function killWriter(root: string, start: number, batches: number): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const writer = spawn(process.execPath, [WRITER, root, String(start)], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    writer.stdout.setEncoding('utf8');
    writer.stdout.on('data', (text: string) => {
      output += text;
      if (output.split('\n').length > batches) writer.kill('SIGKILL');
    });
    writer.on('error', reject);
    writer.on('close', () => resolve(output.split('\n').slice(0, -1).map(Number)));
  });
}

describe('a killed writer', () => {
  it('loses no acknowledged event and leaves no batch in part', async () => {
    const acknowledged = new Set<number>();
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const batch of await killWriter(folder.path, round * 100_000, 20 + round * 7)) acknowledged.add(batch);
      const { texts, damage } = await openJournal(folder.path);
      const found = await texts();
      const present = new Map<number, number>();
      for (const text of Array.isArray(found) ? found : []) {
        const batch = Number(String(text).split('/')[0]);
        present.set(batch, (present.get(batch) ?? 0) + 1);
      }
      expect([...acknowledged].filter((batch) => !present.has(batch))).toEqual([]);
      expect([...present].filter(([batch, events]) => events !== 1 + (batch % 5))).toEqual([]);
      expect((await damage()) ?? { code: 'journal.tail-cut' }).toMatchObject({ code: 'journal.tail-cut' });
    }
    expect(acknowledged.size).toBeGreaterThan(ROUNDS * 20);
  });
});
