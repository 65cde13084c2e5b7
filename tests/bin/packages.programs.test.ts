import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const copy = mkdtempSync(join(tmpdir(), 'blueprint-packages-'));
afterAll(() => rmSync(copy, { recursive: true }));

describe('a copy without its packages', () => {
  it('says which command is missing, without a stack trace', () => {
    for (const name of readdirSync('bin')) if (/\.[cm]js$/.test(name)) cpSync(join('bin', name), join(copy, 'bin', name));
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(copy, 'bin', 'run.mjs'), 'blueprint', 'synth'], { encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toMatch(/^The packages of the blueprint are not installed\. Run "npm ci" in .*blueprint-packages-\w+\/ first\.\n$/);
  });
});
