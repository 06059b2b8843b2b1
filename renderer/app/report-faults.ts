import type { HostApi } from '#shared/host/api.ts';
import * as v from 'valibot';
import { ELSEWHERE, FaultName } from '#shared/host/fault-report.ts';
import type { FaultReport } from '#shared/host/fault-report.ts';

/** The parts of the window that faults come from; tests bring their own. */
export type FaultSource = Pick<Window, 'addEventListener'>;

const MOST_A_MINUTE = 20;
const SPAN_MS = 60_000;

/**
 * Notes every fault of this window in the host's log: uncaught exceptions, unhandled rejections, broken screens, refusals of
 * the content policy. Only class and places go: what an exception says may quote what somebody typed.
 */
export function reportFaults(source: FaultSource, host: Pick<HostApi, 'call'>, now: () => number): void {
  let [begun, sent] = [-Infinity, 0];
  const send = (report: FaultReport): void => {
    if (now() - begun >= SPAN_MS) [begun, sent] = [now(), 0];
    sent += 1;
    // A host that cannot be reached has its own banner; a fault of the report must not be the next one.
    if (sent <= MOST_A_MINUTE) void host.call('fault:report', report).catch(() => undefined);
  };
  source.addEventListener('error', ({ error }) => send(faultOf('error', error)));
  source.addEventListener('unhandledrejection', ({ reason }) => send(faultOf('rejection', reason)));
  source.addEventListener('securitypolicyviolation', ({ effectiveDirective, sourceFile, lineNumber, columnNumber }) =>
    send({
      kind: 'policy',
      name: nameOf(effectiveDirective),
      places: [placeOf(`at ${sourceFile}:${lineNumber}:${columnNumber}`)],
    }),
  );
}

/** The name of an exception that a screen threw while it was drawn; its cause is what was thrown. */
export const SCREEN_FAULT = 'ScreenFault';

function faultOf(kind: FaultReport['kind'], thrown: unknown): FaultReport {
  if (!(thrown instanceof Error)) return { kind, name: nameOf(typeof thrown), places: [] };
  if (thrown.name === SCREEN_FAULT) return { ...faultOf('screen', thrown.cause), kind: 'screen' };
  return { kind, name: nameOf(thrown.name), places: placesOf(thrown.stack) };
}

const nameOf = (name: string): string => (v.is(FaultName, name) ? name : 'unnamed');

function placesOf(stack: string | undefined): string[] {
  const lines = (stack ?? '').split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line.startsWith('at '))
    .slice(0, 12)
    .map(placeOf);
}

/** `assets/file.js:line:column`; whatever is not in a bundle is elsewhere. What a function is called may be made of data. */
function placeOf(line: string): string {
  return /[/(](assets\/[\w.-]{1,80}:\d{1,6}:\d{1,7})\)?$/.exec(line)?.[1] ?? ELSEWHERE;
}
