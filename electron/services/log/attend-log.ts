import { arch, release } from 'node:os';
import * as v from 'valibot';
import type { ErrorCode } from '#shared/errors.ts';
import { isHostName } from '#shared/host/dispatch.ts';
import type { HostEvent } from '#shared/host/records.ts';
import type { Result } from '#shared/result.ts';
import type { LogFields } from './fields.ts';
import type { Log } from './log.ts';

/** What the log learns of a host's life, told of everything that goes through the host. */
export interface AttendedLog {
  onCall(name: unknown, result: Result<unknown, ErrorCode>): void;
  onEvent(event: HostEvent): void;
  onClosed(): void;
}

const Started = v.object({ job: v.string() });

/** Notes start and end of the host, refused calls, and every job with how long it took. `now`: wall milliseconds. */
export function attendLog(log: Log, now: () => number, about: LogFields): AttendedLog {
  const startedAt = new Map<string, number>();
  const openedAt = now();
  log.info('host-started', { ...about, system: `${process.platform} ${release()} ${arch()}` });
  return {
    onCall: (name, result) => {
      if (!result.ok) return log.info('call-refused', { ...callOf(name), code: result.error.code });
      const started = v.safeParse(Started, result.value);
      if (started.success && !startedAt.has(started.output.job)) startedAt.set(started.output.job, now());
    },
    onEvent: (event) => {
      if (event.type !== 'job') return;
      const { id, kind, state } = event.job;
      if (state.is === 'running') return void (startedAt.has(id) || startedAt.set(id, now()));
      const since = startedAt.get(id);
      startedAt.delete(id);
      const failed = state.is === 'failed' ? codeOf(state.failure.code) : {};
      log.info('job-ended', {
        job: id,
        kind,
        state: state.is,
        ...failed,
        ...(since === undefined ? {} : { ms: now() - since }),
      });
    },
    onClosed: () => log.info('host-closed', { ms: now() - openedAt }),
  };
}

/** A name that is not of the contract is somebody's text. */
function callOf(name: unknown): LogFields {
  return isHostName(name) ? { call: name } : { kind: 'unknown-call' };
}

/** A job carries its code as text; the log's own shape decides whether it is one. */
function codeOf(code: string): LogFields {
  return { reason: code.replace('.', '-') };
}
