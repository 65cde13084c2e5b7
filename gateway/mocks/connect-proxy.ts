import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Identity } from './listener.js';

/**
 * A proxy of an organisation, which opens a tunnel to some addresses, `<host>:<port>`, and to no other; each leads to a port of the loopback interface. With an
 * identity it speaks TLS.
 */
export async function connectProxy(name: string, tunnels: ReadonlyMap<string, number>, identity?: Identity) {
  const sockets = new Set<Socket>();
  const kept = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
  };
  const asked: string[] = [];
  const refuse: Parameters<typeof createServer>[1] = (_, response) => response.writeHead(405).end();
  const server = identity === undefined ? createServer({}, refuse) : createSecureServer(identity, refuse);
  server.on('connection', kept);
  server.on('connect', ({ url = '' }, socket: Socket, head: Buffer) => {
    asked.push(url);
    const port = tunnels.get(url);
    if (port === undefined) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const onward = kept(connect(port, '127.0.0.1', () => socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')));
    onward.write(head);
    onward.pipe(socket).pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { name, port: (server.address() as AddressInfo).port, asked, close };
}
