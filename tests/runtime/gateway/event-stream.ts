import { crc32 } from 'node:zlib';

/** One message of AWS's event stream, framed by its description and not by the SDK that reads it. */
export function frame(headers: Readonly<Record<string, string>>, payload: unknown): Buffer {
  const head = Buffer.concat(Object.entries(headers).map(([name, value]) => header(name, value)));
  const body = Buffer.from(JSON.stringify(payload));
  const prelude = Buffer.alloc(12);
  prelude.writeUInt32BE(12 + head.length + body.length + 4, 0);
  prelude.writeUInt32BE(head.length, 4);
  prelude.writeUInt32BE(crc32(prelude.subarray(0, 8)), 8);
  const message = Buffer.concat([prelude, head, body]);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(message));
  return Buffer.concat([message, checksum]);
}

/** An event of a ConverseStream. */
export function event(type: string, payload: unknown): Buffer {
  return frame({ ':event-type': type, ':content-type': 'application/json', ':message-type': 'event' }, payload);
}

/** An error in the middle of a stream. */
export function exception(type: string, message: string): Buffer {
  return frame({ ':exception-type': type, ':content-type': 'application/json', ':message-type': 'exception' }, { message });
}

/** Type 7: a text with its length in two bytes. */
function header(name: string, value: string): Buffer {
  const key = Buffer.from(name);
  const text = Buffer.from(value);
  const between = Buffer.alloc(3);
  between.writeUInt8(7, 0);
  between.writeUInt16BE(text.length, 1);
  return Buffer.concat([Buffer.from([key.length]), key, between, text]);
}
