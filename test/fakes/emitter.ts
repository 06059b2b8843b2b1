import { EventEmitter } from 'node:events';

type Listener = (...args: never[]) => void;

/** Something that fits wherever a part of Electron is listened to, and whose events a test sends. */
export function emitter() {
  const inner = new EventEmitter();
  const listen = (name: string, listener: Listener): never => {
    inner.on(name, listener as (...args: unknown[]) => void); // a test sends what the event is documented to carry
    return inner as never; // Electron's `on` answers its own object, which nobody uses
  };
  return { on: listen, once: listen, emit: (name: string, ...args: unknown[]) => void inner.emit(name, ...args) };
}
