import { resolve } from 'node:path';
import * as v from 'valibot';
import { InspectionId } from '#shared/ids.ts';
import { err, ok } from '#shared/result.ts';
import { parseArguments } from '#electron/cli/input/arguments.ts';
import type { Command } from '#electron/cli/input/command.ts';
import { freePlace } from '#electron/cli/input/free-place.ts';
import { ALONE, withData } from '../package/open-data.ts';

const USAGE = 'workbench pack INSPECTION --data DIR --out FILE.ysb [--force]';

const OPTIONS = { data: { type: 'string' }, out: { type: 'string' }, force: { type: 'boolean' } } as const;

const bad = (reason: string) => err('cli.bad-usage', { reason, usage: USAGE });

/** `pack`: writes an inspection of a data folder as a package, all of it or nothing; in place of another only with `--force`. */
export const packCommand: Command = {
  usage: USAGE,
  run: async (args, io) => {
    const parsed = parseArguments(args, OPTIONS, USAGE);
    if (!parsed.ok) return parsed;
    const { positionals, values } = parsed.value;
    const { data = '', out = '' } = values;
    const inspection = v.safeParse(InspectionId, positionals[0] ?? '');
    if (positionals.length !== 1 || !inspection.success) return bad('要写一个验收项目的编号');
    if (data === '') return bad('缺少 --data');
    if (out === '') return bad('缺少 --out');
    const free = await freePlace(out, values.force === true);
    if (!free.ok) return free;
    return withData(resolve(data), false, async (host) => {
      const known = await host.parts.inspections.readEvents(inspection.output, {});
      if (!known.ok) return known;
      const made = await host.parts.packages.export(inspection.output, resolve(out))(ALONE);
      if (!made.ok) return made;
      const { size, sha256 } = made.value;
      io.out(`数据包：${out}（${size} 字节）\nSHA-256：${sha256}\n`);
      return ok(null);
    });
  },
};
