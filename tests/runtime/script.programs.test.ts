import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inOnePiece, wholeScript } from '../../runtime/script.js';

/** Those that others source are in them. */
const scripts = readdirSync('runtime', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.sh') && !name.includes('lib/'));

/** What bash reads of a script, written by itself. Empty lines are of no meaning, and some stand where comments were. */
function read(script: string): string {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', 'bash --pretty-print <(cat)'], { input: script, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout.replaceAll(/\n+/g, '\n');
}

it.each(scripts)('%s does the same on a machine as here, where its comments are', (path) => {
  const delivered = wholeScript(path);
  expect(read(delivered)).toBe(read(inOnePiece(path)));
  expect(delivered.split('\n').filter((line) => /^\s*#/.test(line))).toEqual(['#!/usr/bin/env bash', `# runtime/${path} says why.`]);
});

it('bash tells lines of a here-document from comments', () => {
  expect(read('cat <<EOF\n# kept\nEOF\n')).not.toBe(read('cat <<EOF\nEOF\n'));
});
