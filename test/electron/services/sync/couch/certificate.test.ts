import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeCertificate } from '#test/electron/signature/certificates.ts';
import { COUCHES } from '#test/support/couch/couch-world.ts';
import type { CouchWorld } from '#test/support/couch/couch-world.ts';
import { forward } from '#test/support/couch/proxy.ts';
import { NEVER, oneStream } from '#test/support/streams.ts';
import { tempFolder } from '#test/support/tools.ts';

const [DOUBLE] = COUCHES;

describe('a server with a certificate of an office’s own', () => {
  let world: CouchWorld;
  let server: Server;
  let ca: string;
  const sent: string[] = [];
  beforeEach(async () => {
    world = await DOUBLE.begin();
    const folder = tempFolder();
    makeCertificate(folder.path, 'server', 'P-256', ['subjectAltName=IP:127.0.0.1']);
    ca = readFileSync(folder.path('server.pem'), 'utf8');
    const key = readFileSync(folder.path('server.key'), 'utf8');
    folder.remove();
    sent.length = 0;
    server = createServer({ key, cert: ca }, (request, out) => {
      sent.push(JSON.stringify(request.headers));
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        const headers = Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
        );
        const { method = 'GET', url: path = '/' } = request;
        void forward(world.proxy.address, { method, path, headers, body: Buffer.concat(pieces) }).then((given) => {
          out.writeHead(given.status, given.headers).end(given.body);
        });
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  });
  afterEach(async () => {
    await world.end();
    server.closeAllConnections();
    await new Promise<void>((closed) => server.close(() => closed()));
  });
  const at = (host: string): URL => new URL(`https://${host}:${(server.address() as AddressInfo).port}/`);

  it('[SY17] is trusted by the file of the office’s authority, and works as any', async () => {
    const { place } = world.laptop('one', { address: at('127.0.0.1'), ca });
    expect(await place.putPart(oneStream(3), null, NEVER)).toMatchObject({ ok: true });
    expect(await place.streams(NEVER)).toMatchObject({ ok: true, value: [{ seq: 3 }] });
  });

  it('[SY17] is not trusted without it, nor under another name; nothing is sent, and it is not tried again', async () => {
    const waits: number[] = [];
    const pause = async (ms: number): Promise<void> => void waits.push(ms);
    const wrong = [
      world.laptop('one', { address: at('127.0.0.1'), pause }),
      world.laptop('two', { address: at('localhost'), ca, pause }),
    ];
    for (const { place } of wrong) {
      expect(await place.streams(NEVER)).toMatchObject({ ok: false, error: { code: 'sync.certificate' } });
    }
    expect([sent, waits]).toEqual([[], []]);
  });
});
