import type { AddressInfo } from 'node:net';
import { connect, createServer, type TLSSocket } from 'node:tls';
import type { Identity } from './listener.js';

/** The load balancer in front of a gateway: a certificate that callers trust, and TLS to the gateway without a look at its certificate. Bytes pass as they are. */
export async function balancer(target: number, identity: Identity): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<TLSSocket>();
  const server = createServer({ ...identity, ALPNProtocols: ['http/1.1'] }, (caller) => {
    const gateway = connect({ host: '127.0.0.1', port: target, rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] });
    for (const [socket, other] of [
      [caller, gateway],
      [gateway, caller],
    ] as const) {
      sockets.add(socket);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.on('error', () => socket.destroy());
      socket.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { port: (server.address() as AddressInfo).port, close };
}
