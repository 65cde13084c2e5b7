import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { imageLayer } from '../../gateway/image/layer.js';
import { tarOf } from '../../gateway/image/tar.js';

const directory = mkdtempSync(join(tmpdir(), 'image-layer-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** What GNU tar says of an archive: rights, owner, size, path. */
function listed(archive: Buffer): string[] {
  const file = join(directory, 'archive.tar');
  writeFileSync(file, archive);
  const lines = execFileSync('tar', ['--numeric-owner', '-tvf', file], { encoding: 'utf8', env: { ...process.env, TZ: 'UTC' } });
  return lines
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/ +/g, ' '));
}

const files = { 'app/policy/index.mjs': Buffer.from('policy'), 'app/LICENCES.txt': Buffer.alloc(1_000, 'a') };

describe('the layer of the image', () => {
  it('has programs that belong to root, and directories that belong to who runs them', () => {
    expect(listed(gunzipSync(imageLayer({ files })))).toEqual([
      'drwxr-xr-x 0/0 0 1970-01-01 00:00 app/',
      '-rw-r--r-- 0/0 1000 1970-01-01 00:00 app/LICENCES.txt',
      'drwxr-xr-x 0/0 0 1970-01-01 00:00 app/policy/',
      '-rw-r--r-- 0/0 6 1970-01-01 00:00 app/policy/index.mjs',
      'drwxr-xr-x 65532/65532 0 1970-01-01 00:00 etc/gateway/',
      'drwxr-xr-x 65532/65532 0 1970-01-01 00:00 run/gateway/',
    ]);
  });

  it('is the same bytes whatever the order of its files, and says no time and no machine', () => {
    const shuffled = Object.fromEntries(Object.entries(files).reverse());
    expect(imageLayer({ files: shuffled }).equals(imageLayer({ files }))).toBe(true);
    // Of gzip: no flags, no time. RFC 1952.
    expect([...imageLayer({ files }).subarray(0, 8)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]);
  });
});

describe('an archive', () => {
  it('gives back what was put in', () => {
    const content = Buffer.from(Array.from({ length: 700 }, (_, index) => index % 256));
    writeFileSync(join(directory, 'one.tar'), tarOf([{ path: 'a/b', owner: 5, content }]));
    expect(execFileSync('tar', ['-xOf', join(directory, 'one.tar'), 'a/b']).equals(content)).toBe(true);
  });

  it('refuses a path that its form cannot hold', () => {
    expect(() => tarOf([{ path: 'a'.repeat(101), owner: 0 }])).toThrow('more than 100 characters');
  });
});
