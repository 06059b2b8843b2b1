import { resolve } from 'node:path';
import { openZip } from '#electron/services/package/read-zip.ts';
import { err, ok } from '#shared/result.ts';
import { parseArguments } from '#electron/cli/input/arguments.ts';
import type { Command } from '#electron/cli/input/command.ts';
import { ALONE, withData } from '../package/open-data.ts';
import { importReport } from '../package/report.ts';

const USAGE = 'workbench unpack FILE.ysb --data DIR';

/** `unpack`: takes a package into a data folder, adding what is not there and replacing nothing. */
export const unpackCommand: Command = {
  usage: USAGE,
  run: async (args, io) => {
    const parsed = parseArguments(args, { data: { type: 'string' } } as const, USAGE);
    if (!parsed.ok) return parsed;
    const { positionals, values } = parsed.value;
    const [file, ...more] = positionals;
    const { data = '' } = values;
    if (file === undefined || more.length > 0) {
      return err('cli.bad-usage', { reason: '要写一个数据包', usage: USAGE });
    }
    if (data === '') return err('cli.bad-usage', { reason: '缺少 --data', usage: USAGE });
    // Before a data folder is made for what is none.
    const zip = await openZip(resolve(file));
    if (!zip.ok) return zip;
    await zip.value.handle.close();
    return withData(resolve(data), true, async (host) => {
      const taken = await host.parts.packages.import(resolve(file))(ALONE);
      if (!taken.ok) return taken;
      io.out(importReport(taken.value));
      return ok(null);
    });
  },
};
