import * as v from 'valibot';
import type { ErrorCode } from '../errors.ts';
import { PackagePlan } from '../package/plan.ts';
import { err, ok } from '../result.ts';
import type { Result } from '../result.ts';
import { Generation, GenerationCheck, RestorePlan } from './backup-records.ts';
import { DiagnosticsFile } from './diagnostics-records.ts';
import { FailureRecord } from './failure-record.ts';
import { Notice } from './notice-records.ts';
import { PackageFile } from './package-records.ts';
import { SyncReport } from './sync-records.ts';

/** A kind of long work, and what it leaves behind when it is done. */
const job = <K extends string, P extends v.GenericSchema>(kind: K, product: P) =>
  v.object({
    id: v.string(),
    kind: v.literal(kind),
    /** Its step at the moment, and how much of how much of that is done; a total of 0: not known. */
    phase: v.string(),
    done: v.number(),
    total: v.number(),
    state: v.variant('is', [
      v.object({ is: v.literal('running') }),
      v.object({ is: v.literal('done'), product }),
      v.object({ is: v.literal('failed'), failure: FailureRecord }),
      v.object({ is: v.literal('cancelled') }),
    ]),
  });

/**
 * Long work of the host: progress, then one end. A kind is a line here, and its product is known by it everywhere. What
 * stands for as long as it is wanted and only changes its state is no job.
 */
export const Job = v.variant('kind', [
  job('notice', Notice),
  job('package-export', PackageFile),
  job('package-preview', PackagePlan),
  job('package-import', PackagePlan),
  job('backup', Generation),
  job('backup-check', GenerationCheck),
  job('restore-preview', RestorePlan),
  job('restore', RestorePlan),
  job('sync', SyncReport),
  job('diagnostics', DiagnosticsFile),
  /** The installer stays with the host; `update:get` tells of it. */
  job('update', v.null()),
]);
export type Job = v.InferOutput<typeof Job>;

export type JobKind = Job['kind'];
export type JobProgress = Pick<Job, 'phase' | 'done' | 'total'>;
export type JobProduct<K extends JobKind> = Extract<Extract<Job, { kind: K }>['state'], { is: 'done' }>['product'];

/** A job of one kind. */
export interface JobOf<K extends JobKind> extends JobProgress {
  readonly id: string;
  readonly kind: K;
  readonly state: JobState<JobProduct<K>>;
}
export type JobState<P> =
  | { readonly is: 'running' }
  | { readonly is: 'done'; readonly product: P }
  | { readonly is: 'failed'; readonly failure: FailureRecord }
  | { readonly is: 'cancelled' };

/** What a call answers that starts a job of a kind; its events and `job:get` tell the rest. */
export const Started = <K extends JobKind>(kind: K) => v.object({ job: v.string(), kind: v.literal(kind) });
export interface Started<K extends JobKind> {
  readonly job: string;
  readonly kind: K;
}

/** What is said of a job that was called off. */
const CANCELLED: Readonly<Record<JobKind, ErrorCode>> = {
  notice: 'publication.cancelled',
  'package-export': 'package.cancelled',
  'package-preview': 'package.cancelled',
  'package-import': 'package.cancelled',
  backup: 'backup.cancelled',
  'backup-check': 'backup.cancelled',
  'restore-preview': 'backup.cancelled',
  restore: 'backup.cancelled',
  sync: 'sync.cancelled',
  diagnostics: 'diagnostics.cancelled',
  update: 'update.cancelled',
};

const isOf = <K extends JobKind>(one: Job, kind: K): one is Job & JobOf<K> => one.kind === kind;

/** How a job that was started as one of this kind ended; null: it is under way. */
export function endOf<K extends JobKind>(one: Job, kind: K): Result<JobProduct<K>, ErrorCode> | null {
  if (!isOf(one, kind)) return err('app.internal');
  const { state }: JobOf<K> = one;
  switch (state.is) {
    case 'running':
      return null;
    case 'done':
      return ok(state.product);
    case 'failed':
      return { ok: false, error: state.failure };
    case 'cancelled':
      return err(CANCELLED[kind]);
  }
}
