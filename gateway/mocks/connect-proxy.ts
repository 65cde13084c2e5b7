import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** A proxy of an organisation, which opens a tunnel to some addresses, `<host>:<port>`, and to no other. */
export async function connectProxy(name: string, allowed: readonly string[]) {
  const sockets = new Set<Socket>();
  const kept = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
  };
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on('connection', kept);
  server.on('connect', ({ url = '' }, socket: Socket, head: Buffer) => {
    if (!allowed.includes(url)) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const [host, port] = url.split(':');
    const onward = kept(connect(Number(port), host, () => socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')));
    onward.write(head);
    onward.pipe(socket).pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { name, port: (server.address() as AddressInfo).port, close };
}
