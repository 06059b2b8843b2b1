import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import PouchDB from 'pouchdb-core';
import memoryAdapter from 'pouchdb-adapter-memory';
import expressPouchDb from 'express-pouchdb';
import express from 'express';

PouchDB.plugin(memoryAdapter);
// Every database listens.
PouchDB.setMaxListeners(0);

/** A server to be tried, and its administrator's way to it. */
export interface Couch {
  readonly address: URL;
  /** Asks as its administrator, past everything that stands before it. */
  admin(method: string, path: string, body?: unknown): Promise<{ readonly status: number; readonly body: unknown }>;
  close(): Promise<void>;
}

/** A server in memory, of its own. */
export async function openDouble(): Promise<Couch> {
  const app = express();
  const pouch = PouchDB.defaults({ adapter: 'memory', prefix: `${randomBytes(6).toString('hex')}-` });
  app.use(expressPouchDb(pouch, { mode: 'minimumForPouchDB' }));
  const server: Server = createServer(app);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const close = (): Promise<void> =>
    new Promise((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
  return { address, admin: (...asked) => adminAsks(address, {}, ...asked), close };
}

/** The true server that was named: with its administrator's name and password. */
export const COUCHDB_URL = process.env['COUCHDB_URL'];

export function trueCouch(): Couch {
  const address = new URL(COUCHDB_URL ?? 'http://127.0.0.1:5984/');
  const words = `${decodeURIComponent(address.username)}:${decodeURIComponent(address.password)}`;
  const headers = { Authorization: `Basic ${Buffer.from(words, 'utf8').toString('base64')}` };
  Object.assign(address, { username: '', password: '' });
  return { address, admin: (...asked) => adminAsks(address, headers, ...asked), close: async () => undefined };
}

async function adminAsks(address: URL, login: Record<string, string>, method: string, path: string, body?: unknown) {
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json', ...login };
  const asked = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const answer = await fetch(new URL(path, address), asked);
  const text = await answer.text();
  const read: unknown = text === '' ? null : JSON.parse(text);
  return { status: answer.status, body: read };
}
