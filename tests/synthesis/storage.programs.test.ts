import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { replaceFile, StorageError, storageError, writingInto } from '../../synthesis/storage.js';
import { run } from '../bin/run.js';
import { wholeText } from '../support/topologies.js';

const directory = mkdtempSync(join(tmpdir(), 'blueprint-storage-'));
const mounts: string[] = [];
afterAll(() => {
  for (const mount of mounts) spawnSync('umount', [mount]);
  rmSync(directory, { recursive: true });
});

const failure = (code: string, path?: string) => Object.assign(new Error(`${code}: something`), { code, ...(path && { path }) });

describe('an error of the machine', () => {
  it.each([
    ['a write that does not say where', failure('ENOSPC'), '/out/cdk.out: cannot be written or read: no space is left on its disk (ENOSPC)'],
    ['a file in the folder', failure('ENOTDIR', '/out/cdk.out/x'), '/out/cdk.out/x: cannot be written or read: a part of the path is a file'],
    ['a full disk elsewhere', failure('ENOSPC', '/tmp/x'), '/tmp/x: cannot'],
  ])('names path and cause: %s', (_, error, message) => {
    const throwing = () => {
      throw error;
    };
    expect(() => writingInto('/out/cdk.out', throwing)).toThrow(StorageError);
    expect(() => writingInto('/out/cdk.out', throwing)).toThrow(message);
  });

  it('is told from a fault of the tool', () => {
    expect(storageError(failure('ENOENT', '/tool/facts/none.yaml'), '/out')).toBeUndefined();
    expect(storageError(new TypeError('x is undefined'), '/out')).toBeUndefined();
  });

  it('is a temporary folder that cannot be made, whoever asks for it', () => {
    let thrown: unknown;
    try {
      mkdtempSync(join(directory, 'none', 'gateway-run-'));
    } catch (error) {
      thrown = error;
    }
    expect(storageError(thrown)?.message).toMatch(/none\/gateway-run-XXXXXX: cannot be written or read: a folder of the path does not exist \(ENOENT\)$/);
  });

  it('is named when the work is asynchronous too', async () => {
    await expect(writingInto('/out', () => Promise.reject(failure('EROFS')))).rejects.toThrow('/out: cannot be written or read: its file system is read-only');
  });
});

describe('a file that is replaced', () => {
  it('keeps its mode and the link that leads to it, and leaves no draft', () => {
    const [file, link] = [join(directory, 'file'), join(directory, 'link')];
    writeFileSync(file, 'old');
    chmodSync(file, 0o640);
    symlinkSync(file, link);
    replaceFile(link, 'new');
    expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777, readdirSync(directory).sort()]).toEqual(['new', 0o640, ['file', 'link']]);
  });
});

/** A file system of its own, or undefined where this user may not mount one. */
function mounted(name: string, options: string): string | undefined {
  const folder = join(directory, name);
  mkdirSync(folder);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status !== 0) return undefined;
  mounts.push(folder);
  return folder;
}

describe('a synthesis', () => {
  // The sizes end it in the Terraform thread, in an asset and in a template.
  it.for(['28k', '600k', '1900k'])('on a full disk of %s exits with 3, names the path and leaves nothing', (size, { skip }) => {
    const folder = mounted(`full-${size}`, `size=${size}`);
    if (folder === undefined) return skip('this user may not mount a file system');
    writeFileSync(join(folder, 'topology.yaml'), wholeText());
    const { code, stdout, stderr } = run('blueprint', ['synth'], folder);
    expect({ code, stdout, left: readdirSync(folder) }).toEqual({ code: 3, stdout: '', left: ['topology.yaml'] });
    expect(stderr).toMatch(/^\S*\.cdk(tf)?\.out\.draft\S*: cannot be written or read: no space is left on its disk \(ENOSPC\)\.\n$/);
    expect(stderr).toContain(folder);
  });

  it.for(['blueprint', 'aws', 'terraform'])('by %s in a read-only folder exits with 3 and names it', (app, { skip }) => {
    const folder = mounted(`read-only-${app}`, 'size=1m');
    if (folder === undefined) return skip('this user may not mount a file system');
    writeFileSync(join(folder, 'topology.yaml'), wholeText());
    spawnSync('mount', ['-o', 'remount,ro', folder]);
    const { code, stderr } = run(app, app === 'blueprint' ? ['synth'] : [], folder);
    expect(code).toBe(3);
    expect(stderr).toMatch(/its file system is read-only \(EROFS\)\.\n$/);
    expect(stderr).toContain(folder);
    expect(stderr).not.toContain('fault of the blueprint');
  });

  it('with a temporary folder that is not there exits with 3 and names it', () => {
    const file = join(directory, 'topology.yaml');
    writeFileSync(file, wholeText());
    const { code, stderr } = run('blueprint', ['check'], directory, { TMPDIR: join(directory, 'nowhere') });
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining(join(directory, 'nowhere')) });
    expect(stderr).not.toContain('fault of the blueprint');
  });
});
