import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const tracked = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0').filter(Boolean);

/** Why a file has no place in the repository: compiled, or left by somebody who measured or merged. */
function leftover(path: string): boolean {
  return /(^|\/)(__pycache__|node_modules)\/|\.(pyc|class|cpuprofile|orig|rej)$/.test(path);
}

/** Code that appends to a file outside of what a run makes for itself, as measurements in passing do. */
const appends = /appendFile(Sync)?\(\s*['"`]\//;

describe('the repository', () => {
  it('holds nothing compiled and nothing left over', () => {
    expect(tracked.length).toBeGreaterThan(1_000);
    expect(tracked.filter(leftover)).toEqual([]);
    expect(leftover('tests/oracles/readback/__pycache__/api.cpython-311.pyc')).toBe(true);
  });

  it('holds no code that measures in passing', () => {
    const code = tracked.filter((path) => /\.(ts|mjs|cjs)$/.test(path));
    expect(code.filter((path) => appends.test(readFileSync(path, 'utf8')))).toEqual([]);
    expect(appends.test(`appendFileSync(${"'"}/somewhere/seen.log')`)).toBe(true);
  });
});
