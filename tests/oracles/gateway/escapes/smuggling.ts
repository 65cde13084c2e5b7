import { raw, statuses } from '../raw.js';
import { type Attempt, canaryHost, chat, type Target } from './attempt.js';

interface Request {
  readonly target: Target;
  readonly body: string;
  /** Headers that a plain request has, without those that give its length. */
  readonly head: string;
  /** A whole second request, without a key, that must not be answered as one. */
  readonly hidden: string;
}

const start = 'POST /v1/chat/completions HTTP/1.1\r\n';
const chunked = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;

/** Bytes on a connection by which two readers may see two different requests, or another host. */
const bytes: Readonly<Record<string, (request: Request) => string>> = {
  'length and chunks': ({ head, body, hidden }) => `${start}${head}Content-Length: ${body.length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
  'chunks and length': ({ head, body, hidden }) => `${start}${head}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n${chunked(body)}${hidden}`,
  'chunks, obscured': ({ head, body }) => `${start}${head}Transfer-Encoding: xchunked\r\n\r\n${chunked(body)}`,
  'chunks after identity': ({ head, body }) => `${start}${head}Transfer-Encoding: identity, chunked\r\n\r\n${chunked(body)}`,
  'chunks twice': ({ head, body }) => `${start}${head}Transfer-Encoding: chunked\r\nTransfer-Encoding: cow\r\n\r\n${chunked(body)}`,
  'two lengths': ({ head, body }) => `${start}${head}Content-Length: ${body.length}\r\nContent-Length: 3\r\n\r\n${body}`,
  'lengths in one': ({ head, body }) => `${start}${head}Content-Length: ${body.length}, 3\r\n\r\n${body}`,
  'negative length': ({ head, body }) => `${start}${head}Content-Length: -${body.length}\r\n\r\n${body}`,
  'length with a sign': ({ head, body }) => `${start}${head}Content-Length: +${body.length}\r\n\r\n${body}`,
  'length in hex': ({ head, body }) => `${start}${head}Content-Length: 0x${body.length.toString(16)}\r\n\r\n${body}`,
  'size of a chunk beyond all': ({ head, body }) => `${start}${head}Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n${body}\r\n0\r\n\r\n`,
  'space before the colon': ({ head, body }) => `${start}${head}Content-Length : ${body.length}\r\n\r\n${body}`,
  'folded header': ({ head, body }) => `${start}${head}X-Fold: a\r\n Authorization: Bearer x\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  'zero byte in a header': ({ head, body }) => `${start}${head}X-Zero: a\0b\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  'second request inside, no key': ({ head, body, hidden }) => `${start}${head}Content-Length: ${body.length}\r\n\r\n${body}${hidden}`,
  'absolute URI': ({ target, head, body }) => `POST ${target.canary}/v1/chat/completions HTTP/1.1\r\n${head}Content-Length: ${body.length}\r\n\r\n${body}`,
  connect: ({ target, head }) => `CONNECT ${canaryHost(target)} HTTP/1.1\r\n${head}\r\n`,
  'another host': ({ target, head, body }) =>
    `${start}${head.replace(/Host: .*\r\n/, `Host: ${canaryHost(target)}\r\n`)}Content-Length: ${body.length}\r\n\r\n${body}`,
  'two hosts': ({ target, head, body }) => `${start}${head}Host: ${canaryHost(target)}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  'no host': ({ head, body }) => `${start}${head.replace(/Host: .*\r\n/, '')}Content-Length: ${body.length}\r\n\r\n${body}`,
  'name of a cluster as host': ({ target, head, body }) =>
    `${start}${head.replace(/Host: .*\r\n/, `Host: pool.${target.other}\r\n`)}Content-Length: ${body.length}\r\n\r\n${body}`,
  'HTTP/1.0': ({ head, body }) => `POST /v1/chat/completions HTTP/1.0\r\n${head}Content-Length: ${body.length}\r\n\r\n${body}`,
  'HTTP/0.9': () => 'GET /v1/models\r\n',
  'HTTP/3.0': ({ head, body }) => `POST /v1/chat/completions HTTP/3.0\r\n${head}Content-Length: ${body.length}\r\n\r\n${body}`,
  'small letters': ({ head, body }) => `post /v1/chat/completions HTTP/1.1\r\n${head}Content-Length: ${body.length}\r\n\r\n${body}`,
  'upgrade to h2c': ({ head, body }) =>
    `${start}${head}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  'upgrade to a socket': ({ head }) =>
    `GET /v1/chat/completions HTTP/1.1\r\n${head}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  'upgrade to a tunnel': ({ head, body }) => `${start}${head}Connection: Upgrade\r\nUpgrade: connect-udp\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  'hop-by-hop key': ({ head, body }) => `${start}${head}Connection: Authorization\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  'thousand headers': ({ head, body }) => `${start}${head}${'X-Many: 1\r\n'.repeat(1_000)}Content-Length: ${body.length}\r\n\r\n${body}`,
  'header of 100 kB': ({ head, body }) => `${start}${head}X-Long: ${'x'.repeat(100_000)}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  'path of 100 kB': ({ head, body }) => `POST /v1/chat/completions${'x'.repeat(100_000)} HTTP/1.1\r\n${head}Content-Length: ${body.length}\r\n\r\n${body}`,
  'preface of HTTP/2': () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
};

/** What a reader may rightly take for one plain request: it may be answered, once. */
const harmless = new Set([
  'another host',
  'two hosts',
  'folded header',
  'name of a cluster as host',
  'hop-by-hop key',
  'absolute URI',
  'upgrade to h2c',
  'second request inside, no key',
]);

export const smugglingAttempts: readonly Attempt[] = Object.entries(bytes).map(([name, make]) => ({
  name: `bytes: ${name}`,
  expected: harmless.has(name) ? 'harmless' : 'refused',
  trace: canaryHost,
  ...(name === 'upgrade to a tunnel' && { unrouted: true }),
  send: async (target) => {
    const body = JSON.stringify(chat(target.workload));
    const head = `Host: gateway.test\r\nContent-Type: application/json\r\nAuthorization: Bearer ${target.key}\r\n`;
    const hiddenBody = JSON.stringify(chat(target.other));
    const hidden = `${start}Host: gateway.test\r\nContent-Type: application/json\r\nContent-Length: ${hiddenBody.length}\r\n\r\n${hiddenBody}`;
    return statuses(await raw(target.client.port, target.client.ca, make({ target, body, head, hidden })));
  },
}));
