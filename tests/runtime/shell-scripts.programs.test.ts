import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emulatorPrograms, run } from './emulator.js';

const python = emulatorPrograms();
const bin = 'bin' in python ? python.bin : '';
if ('reason' in python) process.stderr.write(`tests/runtime/shell-scripts.programs.test.ts: skipped, ${python.reason}\n`);

describe.skipIf(bin === '')('every shell script', () => {
  it('passes shellcheck', async () => {
    const scripts = readdirSync('runtime', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.sh'));
    expect(scripts.length).toBeGreaterThan(1);
    const { status, output } = await run(
      join(bin, 'shellcheck'),
      ['--enable=all', '--exclude=SC2310,SC2312', ...scripts.map((name) => join('runtime', name))],
      {},
    );
    expect(output).toBe('');
    expect(status).toBe(0);
  });
});
