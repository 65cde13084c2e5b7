import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { draftOf, publish, refuse } from '../../synthesis/swap.js';

let directory: string;
let target: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'blueprint-swap-'));
  target = join(directory, 'cdk.out');
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(folder: string, content: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'template'), content);
  return folder;
}
const content = (folder: string) => readFileSync(join(folder, 'template'), 'utf8');

describe('publish', () => {
  it('replaces the whole output and leaves nothing else behind', () => {
    write(target, 'old');
    publish([{ draft: write(draftOf(target), 'new'), target }]);
    expect(content(target)).toBe('new');
    expect(readdirSync(directory)).toEqual(['cdk.out']);
  });

  it('removes what was refused before', () => {
    write(join(directory, 'cdk.refused'), 'bad');
    publish([{ draft: write(draftOf(target), 'new'), target }]);
    expect(readdirSync(directory)).toEqual(['cdk.out']);
  });

  it('keeps the lock files of the command line that holds the output', () => {
    writeFileSync(join(write(target, 'old'), 'read.1.1.lock'), '');
    publish([{ draft: write(draftOf(target), 'new'), target }]);
    expect(readdirSync(target).sort()).toEqual(['read.1.1.lock', 'template']);
  });
});

describe('refuse', () => {
  it('leaves nothing deployable, and the refused output to look at', () => {
    write(target, 'old');
    refuse([{ draft: write(draftOf(target), 'bad'), target }]);
    expect(existsSync(target)).toBe(false);
    expect(content(join(directory, 'cdk.refused'))).toBe('bad');
    expect(readdirSync(directory)).toEqual(['cdk.refused']);
  });
});

describe('a killed run', () => {
  it('leaves the previous output, whose draft the next run clears away', () => {
    write(target, 'old');
    // A process id that cannot be running.
    write(join(directory, '.cdk.out.draft-999999999'), 'half');
    expect(content(target)).toBe('old');
    draftOf(target);
    expect(readdirSync(directory).sort()).toEqual([`.cdk.out.draft-${process.pid}`, 'cdk.out']);
  });

  it('leaves the draft of a run that is still going', () => {
    write(join(directory, `.cdk.out.draft-${process.ppid}`), 'running');
    draftOf(target);
    expect(existsSync(join(directory, `.cdk.out.draft-${process.ppid}`))).toBe(true);
  });
});
