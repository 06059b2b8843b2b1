import { join } from 'node:path';
import * as v from 'valibot';
import type { Catalogues } from '#electron/services/catalogues/catalogues.ts';
import { hashText } from '#electron/services/disk/hash.ts';
import { parseJson, readOrNull } from '#electron/services/disk/read.ts';
import type { Journal } from '#electron/services/journal/journal.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { Facts } from '#shared/facts/schema.ts';
import type { HostCalls } from '#shared/host/dispatch.ts';
import type { HostEvent, InspectionInfo } from '#shared/host/records.ts';
import { InspectionId } from '#shared/ids.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { InspectionLog, type Inspections } from './inspections.ts';

type InspectionCalls = Pick<HostCalls, Extract<keyof HostCalls, `inspection:${string}`>>;

export interface InspectionNeeds {
  readonly journal: Journal;
  readonly catalogues: Pick<Catalogues, 'read' | 'pin'>;
  readonly author: () => Promise<string>;
  readonly emit: (event: HostEvent) => void;
  readonly now: () => number;
  readonly steady: (() => number) | undefined;
  readonly random: (bytes: number) => string;
}

/** The inspections of a data folder, whose windows hear of every append. */
export function openInspections({ catalogues, emit, random, ...needs }: InspectionNeeds): Inspections {
  return new InspectionLog({
    ...needs,
    catalogue: (sha256) => catalogues.read(sha256),
    pinCatalogue: (sha256) => catalogues.pin(sha256),
    newId: () => v.parse(InspectionId, `i${random(10)}`),
    hash: hashText,
    onAppended: (inspection, heads) => emit({ type: 'journal', inspection, heads }),
  });
}

/** The sample's facts file among the resources, parsed (`facts.shape`). */
export async function readSample(resources: string): Promise<Result<Facts, ErrorCode>> {
  const text = await readOrNull(join(resources, 'samples', 'xueyuan.json'));
  const parsed = v.safeParse(Facts, parseJson(text ?? ''));
  if (parsed.success) return ok(parsed.output);
  const [first] = parsed.issues;
  return err('facts.shape', { path: v.getDotPath(first) ?? '', reason: first.message });
}

/** What the calls about inspections are answered with. */
export interface InspectionParts {
  readonly inspections: Inspections;
  readonly catalogues: Pick<Catalogues, 'list'>;
  readonly sample: () => Promise<Result<Facts, ErrorCode>>;
  /** Whether an import into an inspection was cut short and not finished since. */
  readonly isUnfinished: (inspection: InspectionId, heads: InspectionInfo['heads']) => Promise<boolean>;
}

/** Calls about inspections. */
export function inspectionCalls(parts: InspectionParts): InspectionCalls {
  const { inspections } = parts;
  return {
    'inspection:list': () => listWithImports(parts),
    'inspection:create': ({ catalogue, profile, estates }) => inspections.create(catalogue, profile, estates),
    'inspection:open-sample': () => openSample(parts),
    'inspection:read-events': ({ inspection, seen }) => inspections.readEvents(inspection, seen),
    'inspection:append-events': ({ inspection, drafts, seen, window }) =>
      inspections.append(inspection, drafts, { seen, window }),
  };
}

/** The inspections; one whose import was cut short is listed with `package.import-unfinished` (SPEC PK11). */
async function listWithImports({ inspections, isUnfinished }: InspectionParts): ReturnType<Inspections['list']> {
  const listed = await inspections.list();
  if (!listed.ok) return listed;
  const infos: InspectionInfo[] = [];
  for (const info of listed.value) {
    const isCut = info.damage === null && (await isUnfinished(info.id, info.heads));
    infos.push(isCut ? { ...info, damage: { code: 'package.import-unfinished', line: 0, intact: info.events } } : info);
  }
  return ok(infos);
}

async function openSample({ sample, catalogues, inspections }: InspectionParts) {
  const facts = await sample();
  if (!facts.ok) return facts;
  const known = await catalogues.list();
  if (!known.ok) return known;
  const { id, version } = facts.value.catalogue;
  const catalogue = known.value.find((info) => info.builtIn && info.id === id && info.version === version);
  if (catalogue === undefined) return err('catalogue.not-found', { id: `${id} ${version}` });
  return inspections.createFromFacts(facts.value, catalogue.sha256, true);
}
