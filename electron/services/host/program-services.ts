import type { Services } from '#shared/host/dispatch.ts';
import { ok } from '#shared/result.ts';
import type { HostParts } from './host-parts.ts';

type ProgramServices = Pick<
  Services,
  'fault:report' | 'index:repaired' | 'window:drained' | 'window:present' | 'diagnostics:preview' | 'diagnostics:make'
>;

/** Calls about the program itself: its faults, its end, its diagnostics. */
export function programServices(parts: HostParts): ProgramServices {
  const { faults, indexRepaired, drains, diagnostics, jobs } = parts;
  return {
    'window:present': async (presence) => {
      parts.windowPresent(presence);
      return ok({});
    },
    'fault:report': async (report) => {
      await faults(report);
      return ok({});
    },
    'index:repaired': async (repair) => {
      indexRepaired(repair);
      return ok({});
    },
    'window:drained': async ({ drain, unsaved }) => {
      drains.answer(drain, unsaved);
      return ok({});
    },
    'diagnostics:preview': async () => ok(await diagnostics.preview()),
    'diagnostics:make': async ({ withDumps }) =>
      ok({
        job: jobs.start('diagnostics', async ({ signal }) => {
          const made = await diagnostics.make({ withDumps, signal });
          return made.ok ? ok({ notice: null, diagnostics: made.value }) : made;
        }),
      }),
  };
}
