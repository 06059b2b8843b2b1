import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { freePort } from '#build/free-port.ts';

/** A line between a browser and the host that can be cut, and joined again. */
export interface CuttableLine {
  /** Leads the browser over this line; it keeps believing that it talks to the host itself. */
  readonly flag: string;
  cut(): void;
  join(): void;
  close(): void;
}

/** Passes bytes on to the host's port, unread. */
export async function cuttableLine(port: number): Promise<CuttableLine> {
  const open = new Set<Socket>();
  let isCut = false;
  const keep = (socket: Socket): void => {
    open.add(socket);
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
  };
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(port, '127.0.0.1');
    keep(near);
    keep(far);
    near.pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  const own = await freePort();
  server.listen(own, '127.0.0.1');
  await once(server, 'listening');
  const destroyAll = (): void => open.forEach((socket) => void socket.destroy());
  return {
    flag: `--host-resolver-rules=MAP *.localhost:${port} 127.0.0.1:${own}`,
    cut: () => {
      isCut = true;
      destroyAll();
    },
    join: () => void (isCut = false),
    close: () => {
      server.close();
      destroyAll();
    },
  };
}
