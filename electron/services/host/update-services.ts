import type { Services } from '#shared/host/dispatch.ts';
import { err, ok } from '#shared/result.ts';
import type { HostParts } from './host-parts.ts';

type UpdateServices = Pick<Services, Extract<keyof Services, `update:${string}`>>;

/** Calls about newer versions of the program. An installer is only ever opened by its own call, never during work. */
export function updateServices({ updates, jobs }: Pick<HostParts, 'updates' | 'jobs'>): UpdateServices {
  return {
    'update:get': () => updates.state(),
    'update:configure': (settings) => updates.configure(settings),
    'update:check': () => updates.check(),
    'update:download': async () => {
      const work = jobs.start('update', async (job) => {
        const done = await updates.download(job);
        return done.ok ? ok({ notice: null }) : done;
      });
      return ok({ job: work });
    },
    'update:open': async () => {
      if (jobs.busy()) return err('update.busy');
      const opened = await updates.open();
      return opened.ok ? ok({}) : opened;
    },
    'update:begin-file': (_input, bytes) => updates.beginFile(bytes),
    'update:add-part': ({ offset }, bytes) => updates.addPart(offset, bytes),
  };
}
