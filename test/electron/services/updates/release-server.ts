import { createHash, createPrivateKey } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as v from 'valibot';
import { makeKeyPair, signRelease } from '#build/sign-release.ts';
import { Sha256 } from '#shared/ids.ts';
import { PRODUCT, type ReleaseManifest } from '#shared/updates/release.ts';

export const INSTALLER = Buffer.from('installer '.repeat(50_000));
export const INSTALLER_NAME = `${PRODUCT}-0.2.0-linux-x64.deb`;
export const HERE = { version: '0.1.0', platform: 'linux', arch: 'x64', format: 'deb' } as const;

/** A publisher of releases, with a key of its own. */
export function publisher() {
  const { pem, publicKey } = makeKeyPair('');
  const key = createPrivateKey(pem);
  return { publicKey, release: (change: object = {}) => signRelease({ ...manifest(), ...change }, key), key };
}

export function manifest(): ReleaseManifest {
  const sha256 = v.parse(Sha256, createHash('sha256').update(INSTALLER).digest('hex'));
  const file = { platform: 'linux', arch: 'x64', format: 'deb', name: INSTALLER_NAME, sha256 } as const;
  return {
    format: 1,
    product: PRODUCT,
    version: '0.2.0',
    minVersion: '0.1.0',
    date: '2026-11-20',
    notes: '修正若干问题。',
    files: [{ ...file, bytes: INSTALLER.length }],
  };
}

type Answer = string | Uint8Array | ((request: IncomingMessage, response: ServerResponse) => void);

/** A server of releases on the loopback interface: answers by path, everything else is 404. */
export async function releaseServer() {
  const answers = new Map<string, Answer>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const answer = answers.get(request.url ?? '');
    if (answer === undefined) response.writeHead(404).end();
    else if (typeof answer === 'function') answer(request, response);
    else response.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/workbench/`,
    answers,
    asked,
    /** What lies in the folder of releases. */
    put: (name: string, answer: Answer) => void answers.set(`/workbench/${name}`, answer),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
