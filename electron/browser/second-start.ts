import { rm, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import * as v from 'valibot';
import { readRegularText, refuseOther } from '#electron/services/disk/regular-file.ts';
import { filesFromArgv } from '#electron/services/shell-policy/files-from-argv.ts';
import type { Address } from './address.ts';
import { readBody } from './body.ts';
import { sendResult } from './reply.ts';
import { sameSecret } from './sessions.ts';
import { err, ok } from '#shared/result.ts';
import { isSystemError } from '#electron/services/disk/system-error.ts';
import { parseJson } from '#electron/services/disk/read.ts';

/** What the first start does when a second one wants the same data folder. */
export interface SecondStart {
  readonly secret: string;
  /** Brings the window to the front, or makes a fresh link where there is no window; offers the packages named. */
  readonly show: (files: readonly string[]) => Promise<Shown>;
}

const Shown = v.variant('is', [
  v.object({ is: v.literal('window') }),
  v.object({ is: v.literal('link'), link: v.string() }),
]);
export type Shown = v.InferOutput<typeof Shown>;

/** Left in the data folder, readable to its owner alone, so that a second start finds the first. */
const Running = v.object({ port: v.number(), authority: v.string(), secret: v.string() });
/** What a second start was asked to open. Its command line was looked at there; the first start looks again. */
const Asked = v.object({ files: v.pipe(v.array(v.string()), v.maxLength(20)) });
const Answer = v.object({ ok: v.literal(true), value: Shown });

export const SECOND_START_PATH = '/second-start';
const FILE = 'running.json';
const TIMEOUT_MS = 5000;
const MOST_BYTES = 1024 * 1024;

/** Where that cannot be written, a second start finds nobody and opens for itself: it can only read, too. */
export async function announce(dataFolder: string, running: v.InferOutput<typeof Running>): Promise<void> {
  const path = join(dataFolder, FILE);
  try {
    await refuseOther(path);
    await writeFile(path, JSON.stringify(running), { mode: 0o600 });
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
  }
}

export async function withdraw(dataFolder: string): Promise<void> {
  await rm(join(dataFolder, FILE), { force: true }).catch((fault: unknown) => {
    if (!isSystemError(fault)) throw fault;
  });
}

/** Asks the running host of this data folder to show itself; undefined when there is none that answers. */
export async function askRunning(dataFolder: string, files: readonly string[] = []): Promise<Shown | undefined> {
  try {
    const running = v.parse(Running, JSON.parse(await readRegularText(join(dataFolder, FILE))));
    return v.parse(Answer, JSON.parse(await post(running, JSON.stringify({ files })))).value;
  } catch {
    return undefined;
  }
}

/** Not fetch: it would not let the Host header be set. */
function post({ port, authority, secret }: v.InferOutput<typeof Running>, body: string): Promise<string> {
  const headers = { Host: authority, 'X-Second-Start': secret, 'Content-Length': Buffer.byteLength(body) };
  const options = { host: '127.0.0.1', port, path: SECOND_START_PATH, method: 'POST', headers, timeout: TIMEOUT_MS };
  return new Promise((resolve, reject) => {
    const request = httpRequest(options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve(text)).on('error', reject);
    });
    request.on('timeout', () => request.destroy(new Error('the first start does not answer')));
    request.on('error', reject).end(body);
  });
}

/** Answers a second start: only to who can read the data folder, and never to a page (pages always send Origin). */
export async function answerSecondStart(
  { address, secondStart }: { readonly address: Address; readonly secondStart: SecondStart },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method, headers } = request;
  const secret = headers['x-second-start'];
  const trusted =
    method === 'POST' &&
    headers.host === address.authority &&
    headers.origin === undefined &&
    headers['sec-fetch-site'] === undefined &&
    typeof secret === 'string' &&
    sameSecret(secret, secondStart.secret);
  if (!trusted) return sendResult(response, 403, err('app.unauthorised'));
  const body = await readBody(request, MOST_BYTES);
  const asked = v.safeParse(Asked, parseJson(body.ok ? body.value.toString('utf8') : ''));
  if (!asked.success) return sendResult(response, 400, err('app.bad-request', { path: 'files' }));
  sendResult(response, 200, ok(await secondStart.show(filesFromArgv(asked.output.files, '/'))));
}
