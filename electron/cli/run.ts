import type { ErrorCode } from '#shared/errors.ts';
import { err, type Failure } from '#shared/result.ts';
import { errorText } from '#shared/text/error-text.ts';
import type { Command, Io } from './input/command.ts';
import { assessCommand } from './commands/assess.ts';
import { diagnoseCommand } from './commands/diagnose.ts';
import { packCommand } from './commands/pack.ts';
import { publishCommand } from './commands/publish.ts';
import { syncCommand } from './commands/sync.ts';
import { unpackCommand } from './commands/unpack.ts';
import { verifyCommand } from './commands/verify.ts';

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['assess', assessCommand],
  ['diagnose', diagnoseCommand],
  ['publish', publishCommand],
  ['pack', packCommand],
  ['sync', syncCommand],
  ['unpack', unpackCommand],
  ['verify', verifyCommand],
]);

const HELP: ReadonlySet<string> = new Set(['--help', '-h', 'help']);

/** How to write a command, or all of them. */
function help(command: Command | undefined): string {
  const usages = command === undefined ? [...COMMANDS.values()].map(({ usage }) => usage) : [command.usage];
  return `${usages.join('\n')}\n`;
}

/** Runs one command line and gives its exit code: 0 done, 2 bad input, 1 a fault of ours. */
export async function run(argv: readonly string[], io: Io): Promise<0 | 1 | 2> {
  try {
    const [name = '', ...args] = argv;
    const command = COMMANDS.get(name);
    if (HELP.has(name) || args.some((arg) => HELP.has(arg))) {
      io.out(help(command));
      return 0;
    }
    const usage = [...COMMANDS.values()].map((one) => one.usage).join('；');
    const reason = name === '' ? '缺少命令' : `没有“${name}”命令`;
    const result = command === undefined ? err('cli.bad-usage', { reason, usage }) : await command.run(args, io);
    if (result.ok) return 0;
    io.error(`${sentence(result.error)}\n`);
    return 2;
  } catch (error) {
    const { happened, todo } = errorText({ code: 'app.internal' });
    io.error(
      `[app.internal] ${happened}${todo}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    return 1;
  }
}

function sentence(failure: Failure<ErrorCode>): string {
  const { happened, todo } = errorText(failure);
  return `[${failure.code}] ${happened}${todo}`;
}
