import { writeSync } from 'node:fs';
import { Socket } from 'node:net';

// Loaded before a program that must do without network: its first attempt at a connection ends it, saying where to.
// (Left alone, the installer maker repeats a failing download for most of a minute.)

const EXIT_CODE = 97;

/** net.connect hands over one array of [options, …]; everybody else the arguments themselves. */
function target(args: readonly unknown[]): string | undefined {
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  if (typeof first === 'number') return `${typeof second === 'string' ? second : 'localhost'}:${first}`;
  if (typeof first !== 'object' || first === null || !('port' in first)) return undefined;
  return `${'host' in first ? String(first.host) : 'localhost'}:${String(first.port)}`;
}

// Every connection, of whatever module, begins at this method.
const connect: unknown = Reflect.get(Socket.prototype, 'connect');
if (typeof connect !== 'function') throw new Error('net.Socket has no connect');
const guarded = new Proxy(connect, {
  apply(original, socket: Socket, args: unknown[]): unknown {
    const to = target(args);
    if (to === undefined) return Reflect.apply(original, socket, args);
    writeSync(2, `\nThis run must not use the network, but something in it asked for ${to}.\n`);
    process.exit(EXIT_CODE);
  },
});
Reflect.set(Socket.prototype, 'connect', guarded);
