import { answered, block, flags, frame, preface, request } from '../http2-frames.js';
import { raw } from '../raw.js';
import { type Attempt, canaryHost, chat, type Target } from './attempt.js';

type Headers = readonly (readonly [string, string])[];

const plain = ({ key }: Target): Headers => [
  [':method', 'POST'],
  [':scheme', 'https'],
  [':authority', 'gateway.test'],
  [':path', '/v1/chat/completions'],
  ['content-type', 'application/json'],
  ['authorization', `Bearer ${key}`],
];
const body = ({ workload }: Target) => JSON.stringify(chat(workload));
const instead = (headers: Headers, name: string, value: string): Headers => headers.map((one) => (one[0] === name ? [name, value] : one));

/** Requests in HTTP/2 as a library would not send them. */
const requests: Readonly<Record<string, (target: Target) => Buffer>> = {
  'another authority': (target) => request(instead(plain(target), ':authority', canaryHost(target)), body(target)),
  'authority and host': (target) => request([...plain(target), ['host', canaryHost(target)]], body(target)),
  'no authority': (target) =>
    request(
      plain(target).filter(([name]) => name !== ':authority'),
      body(target),
    ),
  'user within the authority': (target) => request(instead(plain(target), ':authority', `x@${canaryHost(target)}`), body(target)),
  'absolute path': (target) => request(instead(plain(target), ':path', `${target.canary}/v1/chat/completions`), body(target)),
  'path without slash': (target) => request(instead(plain(target), ':path', 'v1/chat/completions'), body(target)),
  'two paths': (target) => request([...plain(target), [':path', '/v1/completions']], body(target)),
  'two methods': (target) => request([...plain(target), [':method', 'GET']], body(target)),
  'scheme of another kind': (target) => request(instead(plain(target), ':scheme', 'file'), body(target)),
  'pseudo header at the end': (target) => request([...plain(target).slice(4), ...plain(target).slice(0, 4)], body(target)),
  'unknown pseudo header': (target) => request([[':host', canaryHost(target)], ...plain(target)], body(target)),
  connect: (target) =>
    request([
      [':method', 'CONNECT'],
      [':authority', canaryHost(target)],
      ['authorization', `Bearer ${target.key}`],
    ]),
  'extended connect': (target) => request([[':method', 'CONNECT'], [':protocol', 'websocket'], ...plain(target).slice(1)]),
  'line break in a header': (target) => request([...plain(target), ['x-break', `a\r\nhost: ${canaryHost(target)}`]], body(target)),
  'line break in the path': (target) => request(instead(plain(target), ':path', '/v1/chat/completions HTTP/1.1\r\nhost: x\r\n\r\n'), body(target)),
  'line break in a name': (target) => request([...plain(target), ['x-break: y\r\nhost', 'x']], body(target)),
  'capitals in a name': (target) => request([...plain(target), ['X-Capital', 'x']], body(target)),
  'colon in a name': (target) => request([...plain(target), ['x:y', 'x']], body(target)),
  'connection header': (target) => request([...plain(target), ['connection', 'keep-alive']], body(target)),
  chunks: (target) => request([...plain(target), ['transfer-encoding', 'chunked']], body(target)),
  'length too short': (target) => request([...plain(target), ['content-length', '3']], body(target)),
  'length too long': (target) => request([...plain(target), ['content-length', '99999']], body(target)),
  'trailer with a host': (target) =>
    Buffer.concat([
      preface,
      frame('headers', 1, block(plain(target)), flags.endHeaders),
      frame('data', 1, Buffer.from(body(target))),
      frame(
        'headers',
        1,
        block([
          [':path', '/v1/completions'],
          ['x-vllm-priority', '-5'],
        ]),
        flags.endHeaders | flags.endStream,
      ),
    ]),
  'two keys': (target) => request([...plain(target), ['authorization', 'Bearer sk-wrong']], body(target)),
  'zero byte in a header': (target) => request([...plain(target), ['x-zero', 'a\0b']], body(target)),
  'a thousand requests, each given up': (target) =>
    Buffer.concat([
      preface,
      ...Array.from({ length: 1_000 }, (_, index) =>
        Buffer.concat([frame('headers', 2 * index + 1, block(plain(target)), flags.endHeaders), frame('rst', 2 * index + 1, Buffer.from([0, 0, 0, 8]))]),
      ),
    ]),
  'headers without end': (target) =>
    Buffer.concat([
      preface,
      frame('headers', 1, block(plain(target))),
      ...Array.from({ length: 2_000 }, () => frame('continuation', 1, block([['x-many', 'x'.repeat(100)]]))),
    ]),
};

/** What names another host but is otherwise one plain request. */
const harmless = new Set(['another authority', 'authority and host']);

export const http2Attempts: readonly Attempt[] = Object.entries(requests).map(([name, make]) => ({
  name: `http/2: ${name}`,
  expected: harmless.has(name) ? 'harmless' : 'refused',
  trace: canaryHost,
  send: async (target) => {
    const { head, first } = answered(await raw(target.client.port, target.client.ca, make(target), 'h2'));
    // `:status: 200` is the eighth entry of the static table; every other status counts as a refusal.
    return head ? [first === 0x88 ? 200 : 400] : [];
  },
}));
