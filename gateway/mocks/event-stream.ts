import { crc32 } from 'node:zlib';

/**
 * A message of `application/vnd.amazon.eventstream`: length and length of headers with a checksum, headers, payload, checksum of it all. Header values are
 * texts (type 7). https://smithy.io/2.0/aws/amazon-eventstream.html
 */
export function eventMessage(headers: Readonly<Record<string, string>>, payload: string): Buffer {
  const fields = Buffer.concat(
    Object.entries(headers).map(([name, value]) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(Buffer.byteLength(value));
      return Buffer.concat([Buffer.from([Buffer.byteLength(name)]), Buffer.from(name), Buffer.from([7]), length, Buffer.from(value)]);
    }),
  );
  const body = Buffer.from(payload);
  const message = Buffer.alloc(16 + fields.length + body.length);
  message.writeUInt32BE(message.length, 0);
  message.writeUInt32BE(fields.length, 4);
  message.writeUInt32BE(crc32(message.subarray(0, 8)), 8);
  fields.copy(message, 12);
  body.copy(message, 12 + fields.length);
  message.writeUInt32BE(crc32(message.subarray(0, message.length - 4)), message.length - 4);
  return message;
}

/** An event of a response stream. */
export const event = (type: string, payload: unknown): Buffer =>
  eventMessage({ ':event-type': type, ':content-type': 'application/json', ':message-type': 'event' }, JSON.stringify(payload));

/** An exception within a response stream. */
export const exception = (type: string, message: string): Buffer =>
  eventMessage({ ':exception-type': type, ':content-type': 'application/json', ':message-type': 'exception' }, JSON.stringify({ message }));
