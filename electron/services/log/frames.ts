/** Most places of a fault that are kept: the nearest ones tell what happened. */
const MOST = 12;

/** What a function may be called in a stack; anything unusual is left out. */
const FUNCTION = /^(?:async )?((?:new )?[\w$.<>]{1,60}) .*\(/;
/** Our own code from the last folder on that is one of the project's: what leads there could name a person. */
const PLACE =
  /^.*[/\\]((?:electron|shared|renderer|out|test|build|assets|node_modules)[/\\][\w@.+/\\-]{1,160}:\d+:\d+)\)?$/;
const NODE = /\(?(node:[\w/-]{1,60}:\d+:\d+)\)?$/;

/**
 * The places of a fault in code, nearest first: `function folder/file.ts:line:column`. A place outside our own code is only
 * said to be elsewhere, and the fault's message, which may quote data, is left out.
 */
export function framesOf(stack: string | undefined): readonly string[] {
  const lines = (stack ?? '').split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line.startsWith('at '))
    .slice(0, MOST)
    .map((line) => frameOf(line.slice('at '.length)));
}

function frameOf(line: string): string {
  const name = FUNCTION.exec(line)?.[1];
  const place = PLACE.exec(line)?.[1]?.replaceAll('\\', '/') ?? NODE.exec(line)?.[1] ?? 'elsewhere';
  return name === undefined ? place : `${name} ${place}`;
}
