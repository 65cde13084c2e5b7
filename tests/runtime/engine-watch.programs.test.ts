import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let root: string;
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'engine-watch-'))));
afterEach(() => rmSync(root, { recursive: true }));

/** Runs the real script; `docker exec` ends with a status and prints what it reads. */
function look(status: number) {
  mkdirSync(join(root, 'etc/blueprint'), { recursive: true });
  writeFileSync(join(root, 'etc/blueprint/progress.py'), 'program');
  writeFileSync(join(root, 'docker'), `#!/bin/bash\necho "$*" >>'${root}/calls'\n[[ $1 != exec ]] || { cat; exit ${status}; }\n`);
  chmodSync(join(root, 'docker'), 0o755);
  const run = spawnSync('bash', ['runtime/node/engine-watch.sh'], { encoding: 'utf8', env: { PATH: `${root}:/usr/bin:/bin`, NODE_ROOT: root } });
  const calls = existsSync(join(root, 'calls')) ? readFileSync(join(root, 'calls'), 'utf8').trim().split('\n') : [];
  return { status: run.status, printed: run.stdout, calls };
}

describe('engine-watch.sh', () => {
  it('runs the program inside the container and kills the server that it gives up', () => {
    expect(look(3)).toEqual({ status: 0, printed: 'program', calls: ['exec --interactive vllm python3 -', 'kill vllm'] });
  });

  // 0: progress; 1 and 125 to 127: docker says so of a container that does not run, or cannot start a program.
  it.each([0, 1, 125, 126, 127, 137])('leaves a server alone after status %i', (status) => {
    expect(look(status)).toMatchObject({ status: 0, calls: ['exec --interactive vllm python3 -'] });
  });
});
