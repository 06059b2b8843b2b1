import { fingerprintOf } from '#electron/services/trust/device-key.ts';
import type { DeviceId, InspectionId } from '#shared/ids.ts';
import { headsOf } from '#shared/log/heads.ts';
import type { Head } from '#shared/log/heads.ts';
import type { InspectionAtPlace, StuckStream } from '#shared/sync/standing.ts';
import { sumOf } from './exchange-files.ts';
import type { NamedFiles } from './exchange-files.ts';
import type { WeighedStream } from './weigh-streams.ts';

/** What a place answered about an inspection after everything was sent, and why streams did not come in before. */
export interface Answered {
  readonly inspection: InspectionId;
  readonly streams: readonly WeighedStream[];
  readonly files: NamedFiles;
  readonly reasons: ReadonlyMap<DeviceId, StuckStream['reason']>;
}

/** How an inspection stands in a place: what was answered says what is there, not what was done (SPEC SY5). */
export function standingOf({ inspection, streams, files, reasons }: Answered): InspectionAtPlace {
  const stuck = streams.flatMap((stream): StuckStream[] => {
    const reason = reasons.get(stream.device);
    const events = unsentOf(stream) + notTakenOf(stream);
    if (reason === undefined || events === 0) return [];
    const keys = new Set(stream.behind.flatMap(({ voucher }) => voucher?.key ?? []));
    return [{ device: stream.device, reason, events, fingerprints: [...keys].map(fingerprintOf) }];
  });
  const confirmed = streams.flatMap((stream) => {
    const head = confirmedOf(stream);
    return head === null ? [] : [[stream.device, head] as const];
  });
  return {
    inspection,
    confirmed: headsOf(confirmed),
    unsent: streams.reduce((sum, stream) => sum + unsentOf(stream), 0),
    notTaken: streams.reduce((sum, stream) => sum + notTakenOf(stream), 0),
    filesUnsent: sumOf(files.unsent),
    filesNotFetched: sumOf(files.notFetched),
    filesMissing: files.missing.length,
    stuck,
  };
}

const confirmedOf = ({ here, ahead }: WeighedStream): Head | null => (ahead === null ? here : ahead.after);

const unsentOf = ({ ahead }: WeighedStream): number => ahead?.events.length ?? 0;

/** Of several ends there the one that has most that is not here. */
const notTakenOf = ({ behind }: WeighedStream): number => Math.max(0, ...behind.map(({ part }) => part.events.length));
