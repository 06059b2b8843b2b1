import type { ErrorCode } from '#shared/errors.ts';
import type { InspectionInfo } from '#shared/host/records.ts';
import type { Heads } from '#shared/log/heads.ts';
import type { DeviceId, InspectionId } from '#shared/ids.ts';
import type { Fold } from '#shared/log/fold.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { bringUpToDate } from '../db/bring-up.ts';
import type { JudgingCatalogue } from './catalogues.ts';
import { foldAll } from './fold-all.ts';
import type { SessionNeeds } from './services.ts';
import type { SessionPhase } from './session-types.ts';

export interface Opened {
  readonly id: InspectionId;
  readonly device: DeviceId;
  readonly catalogue: JudgingCatalogue;
  readonly saved: Fold;
  readonly heads: Heads;
  readonly indexed: boolean;
  readonly damage: InspectionInfo['damage'];
}

/** Reads an inspection for work on it: events (index brought up to the journal), state, catalogue. */
export async function openInspection(
  needs: SessionNeeds,
  id: InspectionId,
  report: (phase: SessionPhase) => void,
): Promise<Result<Opened, ErrorCode>> {
  const { host, db } = needs.services;
  const [list, info] = await Promise.all([host.call('inspection:list', {}), host.call('app:get-info', {})]);
  if (!list.ok) return list;
  if (!info.ok) return info;
  needs.watch.listed(list.value.map((one) => one.id));
  const listed = list.value.find((candidate) => candidate.id === id);
  if (listed === undefined) return err('inspection.not-found');
  const read = await bringUpToDate(db, host, id, listed.heads, (step, done) =>
    report({ is: 'opening', step, done, total: listed.events }),
  );
  if (!read.ok) return read;
  needs.watch.compared(id, read.value.repair);
  const saved = foldAll(read.value.events);
  if (saved.inspection === null) return err('inspection.not-found');
  const catalogue = await needs.catalogues.read(saved.inspection.catalogueRef.sha256);
  if (!catalogue.ok) return catalogue;
  return ok({
    id,
    device: info.value.device,
    catalogue: catalogue.value,
    saved,
    heads: read.value.heads,
    indexed: read.value.indexFailure === null,
    damage: listed.damage,
  });
}
