/** Frames of HTTP/2 as no library would write them. https://www.rfc-editor.org/rfc/rfc9113 */

const types = { data: 0, headers: 1, rst: 3, settings: 4, ping: 6, continuation: 9 };
export const flags = { endStream: 1, endHeaders: 4 };

export function frame(type: keyof typeof types, stream: number, payload: Buffer, flag = 0): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = types[type];
  head[4] = flag;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** A header block of literals that enter no table, names as they are given. https://www.rfc-editor.org/rfc/rfc7541#section-6.2.2 */
export function block(headers: readonly (readonly [string, string])[]): Buffer {
  return Buffer.concat(headers.map(([name, value]) => Buffer.concat([Buffer.from([0]), text(name), text(value)])));
}

/** What a client sends first. */
export const preface = Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), frame('settings', 0, Buffer.alloc(0))]);

/** A request on stream 1. */
export function request(headers: readonly (readonly [string, string])[], body = ''): Buffer {
  return Buffer.concat([
    preface,
    frame('headers', 1, block(headers), flags.endHeaders | (body === '' ? flags.endStream : 0)),
    ...(body === '' ? [] : [frame('data', 1, Buffer.from(body), flags.endStream)]),
  ]);
}

/** Types of frames that came back for a stream, and whether an answer with a status began: its value is compressed and not read. */
export function answered(received: Buffer, stream = 1): { readonly head: boolean; readonly reset: boolean; readonly goaway: boolean; readonly first?: number } {
  let [head, reset, goaway, at] = [false, false, false, 0];
  let first: number | undefined;
  while (at + 9 <= received.length) {
    const length = received.readUIntBE(at, 3);
    const [type, on] = [received[at + 3], received.readUInt32BE(at + 5) & 0x7fffffff];
    if (type === types.headers && on === stream) {
      head = true;
      first ??= received[at + 9];
    }
    if (type === types.rst && on === stream) reset = true;
    if (type === 7) goaway = true;
    at += 9 + length;
  }
  return { head, reset, goaway, ...(first !== undefined && { first }) };
}

/** A text without Huffman code; its length takes more bytes from 127 on. */
function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'latin1');
  if (bytes.length < 127) return Buffer.concat([Buffer.from([bytes.length]), bytes]);
  const length: number[] = [127];
  let rest = bytes.length - 127;
  for (; rest >= 128; rest = Math.floor(rest / 128)) length.push((rest % 128) + 128);
  return Buffer.concat([Buffer.from([...length, rest]), bytes]);
}
