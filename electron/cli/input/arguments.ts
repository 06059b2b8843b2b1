import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import type { ErrorCode } from '#shared/errors.ts';
import { err, ok, type Result } from '#shared/result.ts';

/** Options and plain arguments of a command line, or `cli.bad-usage` with the reason. */
export function parseArguments<T extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: T,
  usage: string,
): Result<ReturnType<typeof parseArgs<{ args: string[]; options: T; allowPositionals: true }>>, ErrorCode> {
  try {
    return ok(parseArgs({ args: [...args], options, allowPositionals: true, strict: true }));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return err('cli.bad-usage', { reason: reasonOf(error.message), usage });
  }
}

/** parseArgs speaks English; the option it objects to is all that is needed. */
function reasonOf(message: string): string {
  const option = /'(-[^' ]*)/.exec(message)?.[1] ?? '';
  return message.startsWith('Unknown option') ? `没有选项 ${option}` : `选项 ${option} 的写法不对`;
}
