/** A file or directory of an archive. */
export interface Entry {
  /** Path without a first slash; that of a directory ends with one. At most 100 characters. */
  readonly path: string;
  /** Number of its user and of its group. */
  readonly owner: number;
  readonly content?: Buffer;
}

const block = 512;

/** An archive (POSIX ustar) that is the same bytes on every machine: entries as they are given, no names of users, no time. */
export function tarOf(entries: readonly Entry[]): Buffer {
  return Buffer.concat([
    ...entries.flatMap(({ content = Buffer.alloc(0), ...entry }) => [header(entry, content.length), padded(content)]),
    Buffer.alloc(2 * block),
  ]);
}

const padded = (content: Buffer) => Buffer.concat([content, Buffer.alloc((block - (content.length % block)) % block)]);

/** https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html, ustar Interchange Format */
function header({ path, owner }: Entry, size: number): Buffer {
  if (Buffer.byteLength(path) > 100) throw new Error(`${path} has more than 100 characters`);
  const directory = path.endsWith('/');
  const head = Buffer.alloc(block);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`;
  head.write(path, 0);
  head.write(octal(directory ? 0o755 : 0o644, 7), 100);
  head.write(octal(owner, 7), 108);
  head.write(octal(owner, 7), 116);
  head.write(octal(size, 11), 124);
  head.write(octal(0, 11), 136);
  head.write(directory ? '5' : '0', 156);
  head.write('ustar\u000000', 257);
  head.fill(' ', 148, 156);
  head.write(
    `${head
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  return head;
}
