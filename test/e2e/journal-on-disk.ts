import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { DeviceId, InspectionId, Sha256 } from '#shared/ids.ts';
import { verifyStream } from '#shared/log/chain.ts';
import { Event } from '#shared/log/event.ts';
import { expect } from '@playwright/test';

const sha256 = (data: string | Buffer): Sha256 => v.parse(Sha256, createHash('sha256').update(data).digest('hex'));

/** The events of the one inspection below a data folder, read without the program's own reader, their chain verified. */
export async function readJournal(dataFolder: string): Promise<readonly Event[]> {
  const [inspection = '', ...others] = await readdir(join(dataFolder, 'inspections'));
  expect(others).toEqual([]);
  const files = (await readdir(join(dataFolder, 'inspections', inspection))).filter((name) => name.endsWith('.jsonl'));
  expect(files).toHaveLength(1);
  const [file = ''] = files;
  const text = await readFile(join(dataFolder, 'inspections', inspection, file), 'utf8');
  const lines = text.trimEnd().split('\n');
  const events = lines.map((line) => v.parse(Event, JSON.parse(line.slice(line.indexOf('{')))));
  const stream = {
    inspection: v.parse(InspectionId, inspection),
    device: v.parse(DeviceId, file.replace('.jsonl', '')),
  };
  expect(verifyStream(events, stream, sha256)).toMatchObject({ intact: events.length, fault: null });
  return events;
}

/** The original of a photo as it lies in a data folder. */
export function readOriginal(dataFolder: string, bytes: Buffer): Promise<Buffer> {
  const name = sha256(bytes);
  return readFile(join(dataFolder, 'photos', name.slice(0, 2), name));
}

/** Whether the original of this hash lies in a data folder, byte for byte. */
export async function readPhoto(dataFolder: string, name: string): Promise<boolean> {
  const bytes = await readFile(join(dataFolder, 'photos', name.slice(0, 2), name)).catch(() => null);
  return bytes !== null && sha256(bytes) === name;
}
