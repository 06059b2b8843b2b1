import type { App } from 'electron';
import * as v from 'valibot';
import { filesFromArgv } from '#electron/services/shell-policy/files-from-argv.ts';

/** What a second start tells the first of itself; Electron's own `argv` may be reordered on its way. */
const Start = v.object({ argv: v.array(v.string()), cwd: v.string() });
export type Start = v.InferOutput<typeof Start>;

export interface OpenFilesNeeds {
  readonly app: Pick<App, 'on'>;
  readonly start: Start;
  /** Brings the window to the front. */
  readonly show: () => void;
}

/** Packages that the system hands to the program, by command line, second start or double click, kept until it can take them. */
export interface OpenFiles {
  /** From now on each is offered at once; those that came earlier, now. */
  deliver(offer: (path: string) => void): void;
}

/** To be called before Electron is ready: macOS sends the file of a double click before that. */
export function receiveFiles({ app, start, show }: OpenFilesNeeds): OpenFiles {
  const waiting: string[] = [];
  let offer: (path: string) => void = (path) => void waiting.push(path);
  const take = ({ argv, cwd }: Start): void => filesFromArgv(argv, cwd).forEach((path) => offer(path));
  take(start);
  app.on('open-file', (event, path) => {
    event.preventDefault();
    take({ argv: [path], cwd: '/' });
    show();
  });
  app.on('second-instance', (_event, _argv, _cwd, data) => {
    show();
    const told = v.safeParse(Start, data);
    if (told.success) take(told.output);
  });
  return {
    deliver: (next) => {
      offer = next;
      waiting.splice(0).forEach((path) => offer(path));
    },
  };
}
