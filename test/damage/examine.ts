import type { InspectionId } from '#shared/ids.ts';
import { canonicalText } from '#shared/log/canonical.ts';
import type { Fault } from './faults.ts';
import { INSPECTIONS, openAt, readFiles, streamsOf, textsOf, writeFiles } from './sound-folder.ts';
import type { Files } from './sound-folder.ts';
import { taken } from '../electron/services/journal/journal-events.ts';

/** What the program made of a fault. */
export interface Outcome {
  /** `reported`: saved events are missing and it says so; `whole`: none is; `silent`: it does not say so. */
  readonly is: 'reported' | 'whole' | 'silent';
  readonly codes: readonly string[];
  /** Everything that breaks the promise, in words. */
  readonly faults: readonly string[];
}

type Opened = Awaited<ReturnType<typeof openAt>>;

/** Puts a fault into a sound folder at `root`, starts the program on it, writes, starts again, repairs from a copy. */
export async function examine(root: string, sound: Files, fault: Fault): Promise<Outcome> {
  const broken = fault.to(sound);
  await writeFiles(root, broken);
  const first = await openAt(root);
  const seen = await Promise.all(INSPECTIONS.map((inspection) => look(first, inspection, sound)));
  const faults = seen.flatMap((one) => one.faults);
  for (const inspection of INSPECTIONS) {
    const saved = await first.save(inspection, [`新 ${inspection}`]);
    if (!saved.ok) faults.push(`${inspection}: nothing can be saved (${saved.error.code})`);
  }
  await first.heads.flush();
  faults.push(...(await lostBytes(root, broken)));
  const second = await openAt(root);
  for (const [index, inspection] of INSPECTIONS.entries()) {
    const again = await look(second, inspection, sound);
    if (!again.texts.includes(`新 ${inspection}`)) faults.push(`${inspection}: what was saved afterwards is gone`);
    if (seen[index]?.isMissing === true && !again.isMissing) faults.push(`${inspection}: damage is no longer reported`);
    faults.push(...again.faults);
  }
  faults.push(...(await repairFaults(root, sound)));
  const silent = seen.some(({ isSilent }) => isSilent);
  const isMissing = seen.some((one) => one.isMissing);
  const codes = [...new Set(seen.flatMap(({ code }) => (code === null ? [] : [code])))];
  return { is: silent ? 'silent' : isMissing ? 'reported' : 'whole', codes, faults };
}

/** Reads an inspection and holds it against what had been saved. */
async function look({ journal }: Opened, inspection: InspectionId, sound: Files) {
  const [read, view] = [await journal.read(inspection), await journal.view(inspection)];
  const expected = streamsOf(sound).filter((stream) => stream.inspection === inspection);
  const events = read.ok ? read.value : [];
  const faults: string[] = [];
  let lacking = 0;
  for (const { device, events: all } of expected) {
    const own = events.filter((event) => event.device === device);
    lacking += Math.max(0, all.length - own.length);
    const isPrefix = own.slice(0, all.length).every((event, at) => canonicalText(event) === canonicalText(all[at]));
    if (!isPrefix && view.ok && view.value.damage === null)
      faults.push(`${inspection}: ${device} shows what was not saved`);
    if (!isPrefix) lacking += 1;
  }
  const code = view.ok ? (view.value.damage?.code ?? null) : view.error.code;
  const isSaid = code !== null && code !== 'journal.tail-cut';
  const intact = view.ok ? view.value.damage?.intact : undefined;
  const counts = [0, ...expected.map(({ device }) => events.filter((event) => event.device === device).length)];
  if (isSaid && intact !== undefined && !counts.includes(intact))
    faults.push(`${inspection}: ${intact} intact is wrong`);
  return { texts: textsOf(events), code, isMissing: lacking > 0, isSilent: lacking > 0 && !isSaid, faults };
}

/** Every stream file as it was found must still be there: in its place, continued, or kept aside, whole or as its tail. */
async function lostBytes(root: string, broken: Files): Promise<string[]> {
  const now = await readFiles(root);
  const kept = [...now].filter(([name]) => /^(damaged|torn)\//.test(name)).map(([, bytes]) => bytes);
  return [...broken].flatMap(([name, bytes]) => {
    if (!name.endsWith('.jsonl') || bytes.length === 0) return [];
    const here = now.get(name) ?? Buffer.alloc(0);
    const isThere =
      here.subarray(0, bytes.length).equals(bytes) ||
      kept.some((part) => part.equals(bytes)) ||
      kept.some((part) => Buffer.concat([here.subarray(0, bytes.length - part.length), part]).equals(bytes));
    return isThere ? [] : [`${name}: bytes as they were found are gone`];
  });
}

/** Adopts sound copies of all streams: everything that was saved must be there again, and no damage be left. */
async function repairFaults(root: string, sound: Files): Promise<string[]> {
  const before = await readFiles(root);
  const { journal, heads } = await openAt(root);
  const isForged = (name: string) =>
    streamsOf(before).some((one) => one.name === name && textsOf(one.events).includes('改过'));
  const faults: string[] = [];
  // Behind all that was ever saved there is something strange: no copy brings anything, and it stays reported.
  const strange = new Set<string>();
  for (const copy of streamsOf(sound)) {
    const adopted = await taken(journal, copy);
    if (adopted.ok && adopted.value.is === 'damaged-here') strange.add(copy.inspection);
    if (!adopted.ok) faults.push(`${copy.name}: a copy is not adopted (${adopted.error.code})`);
    else if (isForged(copy.name) !== (adopted.value.is === 'fork')) faults.push(`${copy.name}: ${adopted.value.is}`);
  }
  await heads.flush();
  const repaired = await openAt(root);
  for (const inspection of INSPECTIONS) {
    const [read, view] = [await repaired.journal.read(inspection), await repaired.journal.view(inspection)];
    const texts = new Set(read.ok ? textsOf(read.value) : []);
    const copies = streamsOf(sound).filter((one) => one.inspection === inspection && !isForged(one.name));
    const lacking = copies.flatMap(({ events }) => textsOf(events)).filter((text) => !texts.has(text));
    if (lacking.length > 0) faults.push(`${inspection}: ${lacking.length} events are missing after the repair`);
    if (!texts.has(`新 ${inspection}`)) faults.push(`${inspection}: the repair lost what was saved after the damage`);
    const all = streamsOf(sound).filter((one) => one.inspection === inspection);
    if (copies.length === all.length && !strange.has(inspection) && view.ok && view.value.damage !== null)
      faults.push(`${inspection}: ${view.value.damage.code} after the repair`);
  }
  return [...faults, ...(await lostBytes(root, before))];
}
