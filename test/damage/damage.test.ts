import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Writer } from '#electron/services/journal/journal.ts';
import { scanStream } from '#electron/services/journal/line.ts';
import { stampDrafts } from '#shared/log/stamp.ts';
import { ok } from '#shared/result.ts';
import { memoryFolder } from '#test/electron/services/temp-host.ts';
import { killSeed } from '#test/kill/kill-rounds.ts';
import { seeded } from '#test/kill/random.ts';
import { note } from '#test/shared/log/events.ts';
import { damageRounds, roundsText } from './damage-rounds.ts';
import { damageSet, damageText } from './damage-set.ts';
import { cutAt, faultsOf, flip, lineEnds, structuralBytes } from './faults.ts';
import type { Fault } from './faults.ts';
import { INSPECTIONS, openAt, soundFolder, streamsOf } from './sound-folder.ts';
import type { Files } from './sound-folder.ts';
import { hashText } from '#electron/services/disk/hash.ts';

let folder: Awaited<ReturnType<typeof memoryFolder>>;
let sound: Files;
beforeAll(async () => {
  folder = await memoryFolder();
  sound = await soundFolder(folder.path);
});
afterAll(() => folder.drop());

/** One stream of this device and one of another; the others are like them. */
const chosen = () => streamsOf(sound).filter(({ inspection }) => inspection.endsWith('a'));
const bytesOf = (name: string): Buffer => sound.get(name) ?? Buffer.alloc(0);

async function expectSafe(faults: readonly Fault[]): Promise<void> {
  const report = await damageSet(sound, faults);
  process.stdout.write(`${damageText(report)}\n`);
  expect(report.faults).toEqual([]);
}

describe('a data folder, damaged in every way', () => {
  it(
    '[LG9] [LG19] [LG20] reports it, writes nothing behind it, keeps it, and is mended by a copy',
    { timeout: 180_000 },
    async () => {
      const names = new Set(chosen().map(({ name }) => name));
      const isOther = ({ what }: Fault) => what.includes('.jsonl') && ![...names].some((name) => what.startsWith(name));
      await expectSafe(faultsOf(sound).filter((fault) => !isOther(fault)));
    },
  );

  it(
    '[LG9] [LG20] does so for flipped bits, in the bytes of the structure and elsewhere',
    { timeout: 180_000 },
    async () => {
      const random = seeded(killSeed());
      const bits = chosen().flatMap(({ name }) => {
        const bytes = bytesOf(name);
        const structure = structuralBytes(bytes).filter(() => random() < 0.4);
        const others = Array.from({ length: 20 }, () => Math.floor(random() * bytes.length));
        return [...structure, ...others].map((at) => flip(name, at, Math.floor(random() * 8)));
      });
      await expectSafe(bits);
    },
  );

  it('[LG19] does so for a file cut anywhere: what was saved is no torn tail', { timeout: 180_000 }, async () => {
    const cuts = chosen().flatMap(({ name }) => {
      const bytes = bytesOf(name);
      const near = lineEnds(bytes).flatMap((end) => [end, end + 1, end + 2]);
      const places = [...near, ...Array.from({ length: 15 }, (_, index) => Math.floor((bytes.length * index) / 15))];
      return [...new Set(places)].filter((at) => at < bytes.length).map((at) => cutAt(name, at));
    });
    await expectSafe(cuts);
  });

  it(
    '[LG19] [LG20] written to, started again and repaired in any order, loses nothing that was saved',
    { timeout: 60_000 },
    async () => {
      const report = await damageRounds(killSeed(), 8);
      process.stdout.write(`${roundsText(report)}\n`);
      expect(report.faults, roundsText(report)).toEqual([]);
    },
  );

  it('could fail: without what is remembered, an emptied file is accepted silently', async () => {
    const forgetful: Files = new Map([...sound].filter(([name]) => !name.startsWith('heads/')));
    const emptied = faultsOf(sound).filter(({ kind }) => kind === 'emptied');
    const report = await damageSet(forgetful, emptied);
    expect([...report.sums.values()]).toMatchObject([{ cases: 4, silent: 4 }]);
  });

  it('[LG5] [LG17] is not what a later version leaves: its events are kept between those of this one', async () => {
    const root = `${folder.path}/versions`;
    const [inspection] = INSPECTIONS;
    if (inspection === undefined) throw new Error('no inspection');
    const later = async (text: string) => {
      const { journal } = await openAt(root);
      const make = ({ device, head }: Writer) => {
        const at = { inspection, device, head, author: '', deps: {}, last: null, seen: [], now: 0 };
        return ok(stampDrafts([note(text)], at, hashText, { 'note.set': [(payload) => payload] }) ?? []);
      };
      return journal.append(inspection, make, true);
    };
    await (await openAt(root)).save(inspection, ['旧', '旧又']);
    await later('新');
    await (await openAt(root)).save(inspection, ['旧的程序又写']);
    await later('新又');
    const { journal } = await openAt(root);
    const [read, view] = [await journal.read(inspection), await journal.view(inspection)];
    expect(read.ok && read.value.map(({ v, payload }) => [v, payload['text']])).toEqual([
      [1, '旧'],
      [1, '旧又'],
      [2, '新'],
      [1, '旧的程序又写'],
      [2, '新又'],
    ]);
    expect(view).toMatchObject({ ok: true, value: { damage: null, count: 5 } });
  });

  it('[LG9] no byte of any stream flips unnoticed, and none costs an event before its batch', () => {
    let flips = 0;
    const wrong: string[] = [];
    for (const { name, inspection, device, events } of streamsOf(sound)) {
      const bytes = Buffer.from(bytesOf(name));
      const ends = lineEnds(bytes);
      for (let at = 0; at < bytes.length; at += 1) {
        const bit = 1 << (at % 8);
        bytes[at] = (bytes[at] ?? 0) ^ bit;
        const scan = scanStream(bytes, { inspection, device }, hashText);
        bytes[at] = (bytes[at] ?? 0) ^ bit;
        flips += 1;
        const before = ends.filter((end) => end < at).length;
        const isPrefix = scan.events.every((event, index) => event.seq === events[index]?.seq);
        const isRight =
          isPrefix && scan.length <= at && scan.events.length <= before && scan.events.length > before - 3;
        if (scan.end.is === 'clean' || !isRight) wrong.push(`${name} at ${at}`);
      }
    }
    process.stdout.write(`damage: ${flips} bytes flipped one by one, unnoticed = ${wrong.length}\n`);
    expect(wrong).toEqual([]);
  });
});
