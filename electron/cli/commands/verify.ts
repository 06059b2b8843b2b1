import { resolve } from 'node:path';
import { withPackage } from '#electron/services/package/open-package.ts';
import { err, ok } from '#shared/result.ts';
import { parseArguments } from '#electron/cli/input/arguments.ts';
import type { Command } from '#electron/cli/input/command.ts';
import { ALONE } from '../package/open-data.ts';
import { packageReport } from '../package/report.ts';
import { hashText } from '#electron/services/disk/hash.ts';

const USAGE = 'workbench verify FILE.ysb';

/** `verify`: checks all of a package and says what it holds; nothing is written anywhere. */
export const verifyCommand: Command = {
  usage: USAGE,
  run: async (args, io) => {
    const parsed = parseArguments(args, {}, USAGE);
    if (!parsed.ok) return parsed;
    const [file, ...more] = parsed.value.positionals;
    if (file === undefined || more.length > 0) {
      return err('cli.bad-usage', { reason: '要写一个数据包', usage: USAGE });
    }
    return withPackage(resolve(file), hashText, ALONE, async (opened) => {
      io.out(packageReport(opened));
      return ok(null);
    });
  },
};
