import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// Starts an installed program without Electron: its own main script, in an archive unpacked to a folder named app.asar, on a
// made-up electron module. It shows its page, then makes the notice of the sample. Prints what came of it as JSON.
// Usage: node installed-process.ts RESOURCES --data DIR [--self-test=FILE]: with it, the program tests itself and ends.

type Handler = (...args: unknown[]) => unknown;
type Answer = { readonly ok: boolean; readonly value: Record<string, unknown> };

const [, , resources = '', , dataFolder = '', selfTest] = process.argv;
const root = join(resources, 'app.asar');
const main = join(root, 'out', 'electron', 'main.js');

let isShown: () => void = () => undefined;
const shown = new Promise<void>((resolve) => void (isShown = resolve));
const pageEvents = new Map<string, Handler>();
const doors = new Map<string, Handler>();
const door = (name: string): Handler =>
  doors.get(name) ??
  (() => {
    throw new Error(`no handler for ${name}`);
  });

/** Does what `known` says, and nothing, without complaint, where it says nothing. */
function anything(known: object = {}): unknown {
  return new Proxy(function made() {}, {
    get: (_target, key) => {
      if (Object.hasOwn(known, key)) return Reflect.get(known, key);
      return key === 'then' || typeof key === 'symbol' ? undefined : anything();
    },
    apply: () => anything(),
    construct: () => Object(anything(known)),
  });
}

const ELECTRON: Readonly<Record<string, unknown>> = {
  app: anything({
    isPackaged: true,
    getAppPath: () => root,
    getVersion: () => '0.0.0',
    getPath: () => dataFolder,
    requestSingleInstanceLock: () => true,
    // As Electron: pages from files may read files unless a fuse says otherwise, which is a switch that nobody typed.
    commandLine: anything({
      hasSwitch: (name: string) => process.argv.includes(`--${name}`) || name === 'allow-file-access-from-files',
    }),
    whenReady: async () => undefined,
    exit: (code: number) => process.exit(code),
  }),
  BrowserWindow: anything({
    webContents: anything({
      id: 1,
      isDestroyed: () => false,
      send: () => undefined,
      getURL: () => 'app://local/',
      once: (name: string, listener: Handler) => void pageEvents.set(name, listener),
    }),
    loadURL: async () => isShown(),
  }),
  dialog: anything({ showErrorBox: (...text: string[]) => process.stderr.write(text.join('\n')) }),
  ipcMain: anything({ handle: (name: string, handler: Handler) => void doors.set(name, handler) }),
  protocol: anything({ handle: (name: string, handler: Handler) => void doors.set(name, handler) }),
};
const wanted = /import \{ ([^}]+) \} from "electron"/.exec(readFileSync(main, 'utf8'))?.[1]?.split(', ') ?? [];
Object.assign(globalThis, {
  electronHere: Object.fromEntries(wanted.map((name) => [name, ELECTRON[name] ?? anything()])),
});
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: 'made-up:electron', shortCircuit: true } : next(specifier, context),
  load: (url, context, next) => {
    if (url !== 'made-up:electron') return next(url, context);
    const source = wanted.map((name) => `export const ${name} = globalThis.electronHere.${name};`).join('\n');
    return { format: 'module', source, shortCircuit: true };
  },
});
Object.defineProperty(process, 'resourcesPath', { value: resources });

await import(pathToFileURL(main).href);
await shown;

const get = async (path: string): Promise<Response> =>
  (await door('app')({ url: `app://local${path}`, method: 'GET', headers: new Headers() })) as Response;
const event = { sender: { id: 1 }, senderFrame: { parent: null, url: 'app://local/' } };
async function call(name: string, input: object): Promise<Answer['value']> {
  // The contract's tests check these answers; here they only lead on.
  const answer = (await door('host:call')(event, name, input, undefined)) as Answer;
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer)}`);
  return answer.value;
}

if (selfTest !== undefined) {
  // What a page does at its start; the program then ends by itself.
  if ((await get('/')).status === 200) pageEvents.get('did-finish-load')?.({});
  await call('app:get-info', {});
  await new Promise(() => setInterval(() => undefined, 1000));
}

const page = await (await get('/')).text();
const script = await get(/src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1] ?? '/none');
const { id } = await call('inspection:open-sample', {});
const { job } = await call('notice:preview', { inspection: id, edition: 'web' });
let state: unknown;
do {
  await new Promise((resolve) => setTimeout(resolve, 50));
  ({ state } = await call('job:get', { job }));
} while (typeof state === 'object' && state !== null && 'is' in state && state.is === 'running');

const outcome = { script: [script.status, (await script.text()).length > 0], state };
process.stdout.write(JSON.stringify(outcome), () => process.exit(0));
