import type { ErrorCode } from '#shared/errors.ts';
import { assess } from '#shared/assessment/assess.ts';
import { fullExplanation } from '#shared/assess/explain.ts';
import type { Assessment } from '#shared/assess/types.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { parseArguments } from '#electron/cli/input/arguments.ts';
import { assessmentTable } from './assessment-table.ts';
import type { Command, Io } from '#electron/cli/input/command.ts';
import type { Input } from '#electron/cli/input/input.ts';
import { readInput } from '#electron/cli/input/read-input.ts';

const USAGE = 'workbench assess FACTS.json|PACKAGE.ysb [--catalogue FILE] [--json]';

/** `assess`: judges a facts file and prints verdicts, explanations, 完成情况 and 数据核对发现. */
export const assessCommand: Command = { usage: USAGE, run: runAssess };

async function runAssess(args: readonly string[], io: Io): Promise<Result<null, ErrorCode>> {
  const options = { catalogue: { type: 'string' }, json: { type: 'boolean' } } as const;
  const parsed = parseArguments(args, options, USAGE);
  if (!parsed.ok) return parsed;
  const { positionals, values } = parsed.value;
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) {
    return err('cli.bad-usage', { reason: path === undefined ? '缺少填报文件' : '只能写一个填报文件', usage: USAGE });
  }
  const input = await readInput(path, values.catalogue, io);
  if (!input.ok) return input;
  const assessment = assess(input.value.catalogue, input.value.facts);
  io.out(values.json === true ? json(input.value, assessment) : assessmentTable(input.value, assessment));
  return ok(null);
}

/** The published shape of `--json`: these keys, no others. */
function json({ catalogue: { id, version }, sha256 }: Input, { overall, indicators, findings }: Assessment): string {
  const printed = {
    catalogue: { id, version, sha256 },
    overall,
    indicators: indicators.map(({ no, name, result, narrative, clauses }) => ({
      no,
      name,
      result,
      narrative,
      clauses: clauses.map((clause) => ({
        id: clause.id,
        result: clause.result,
        explanation: fullExplanation(clause),
        declared: clause.declared,
      })),
    })),
    findings: findings.map(({ indicator, clause, kind, message }) => ({ indicator, clause, kind, message })),
  };
  return `${JSON.stringify(printed, null, 2)}\n`;
}
