import { connect } from 'node:tls';

/** Sends bytes as they are over TLS and returns what came back until the connection ended, or was silent: longer before the first byte than after it. */
export function raw(port: number, ca: string, bytes: string | Buffer, alpn = 'http/1.1'): Promise<Buffer> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, ca, checkServerIdentity: () => undefined, ALPNProtocols: [alpn] });
    const received: Buffer[] = [];
    const over = () => {
      socket.destroy();
      resolve(Buffer.concat(received));
    };
    socket.setTimeout(1_000, over);
    socket.on('secureConnect', () => socket.write(bytes));
    socket.on('data', (chunk) => {
      received.push(chunk);
      socket.setTimeout(150);
    });
    socket.on('error', over).on('close', over);
  });
}

/** Statuses of all HTTP/1.1 answers in what came back. */
export const statuses = (received: Buffer): number[] => [...received.toString('latin1').matchAll(/HTTP\/1\.[01] (\d{3})/g)].map(([, status]) => Number(status));
