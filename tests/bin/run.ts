import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** No credentials, no configuration of a cloud: whatever runs, runs offline. */
const bare = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  CDK_VALIDATION: 'false',
  AWS_EC2_METADATA_DISABLED: 'true',
  CDK_DISABLE_VERSION_CHECK: 'true',
};

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script of `bin/` as a user would, in a directory, with an environment that knows no cloud. */
export function run(script: string, args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Run {
  const result = spawnSync(process.execPath, [`${root}bin/run.mjs`, script, ...args], {
    cwd,
    env: { ...bare, ...env },
    encoding: 'utf8',
  });
  return { code: result.status, stdout: result.stdout, stderr: result.stderr };
}
