import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { run } from './run.js';

// That it runs, with the real Envoy, is in tests/oracles/gateway/command.ts.
describe('gateway run', () => {
  it('says which zones there are', () => {
    const { code, stderr } = run('blueprint', ['gateway', 'run', '--zone', 'ue'], process.cwd());
    expect(code).toBe(2);
    expect(stderr).toContain('no workload is in zone "ue". Allowed: any, eu, us.');
    expect(stderr).toContain('Did you mean "eu"');
  });

  it.each([
    ['without Envoy', [], 'there is no "envoy" on the PATH'],
    ['with an Envoy that is not there', ['--envoy', '/nowhere/envoy'], 'there is no file /nowhere/envoy'],
  ])('%s says how to get it', (_, args, why) => {
    const { code, stderr, stdout } = run('blueprint', ['gateway', 'run', '--zone', 'eu', ...args], process.cwd());
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(why);
    const [, requirements = ''] = /pip install --require-hashes -r (\S+)/.exec(stderr) ?? [];
    expect(existsSync(requirements)).toBe(true);
    expect(stderr).toContain('npm run blueprint -- gateway run --envoy ');
  });
});
