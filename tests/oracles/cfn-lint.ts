import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assemblies } from './assemblies.js';
import { oracleEnvironment, type Verdict } from './tools.js';

interface Job {
  /** Topology and template file, for findings. */
  readonly label: string;
  readonly template: string;
  readonly region: string;
}

/** cfn-lint judges every template under the rules of the region it deploys to; any finding fails. */
export function cfnLint(): Verdict {
  const environment = oracleEnvironment();
  if ('missing' in environment) return { findings: [], judged: '', skipped: environment.missing };
  const jobs = assemblies().flatMap(({ name, directory, stacks }) =>
    stacks.map(({ template, region }) => ({ label: `${name}: ${template}`, template: join(directory, template), region })),
  );
  const { judged, findings } = lint(join(environment.path, 'bin', 'python'), distinct(jobs));
  return {
    findings: findings.map((finding) => `cfn-lint: ${finding}`),
    judged: `${jobs.length} templates of ${assemblies().length} topologies (${judged} different)`,
  };
}

/** Topologies of the matrix share templates; the same text for the same region is judged once. */
function distinct(jobs: readonly Job[]): Job[] {
  return [...new Map(jobs.map((job) => [`${job.region} ${readFileSync(job.template, 'utf8')}`, job])).values()];
}

/** One process for all: loading the rules takes longer than reading a template. */
export function lint(python: string, jobs: readonly Job[]): { readonly judged: number; readonly findings: readonly string[] } {
  const { status, stdout, stderr, error } = spawnSync(python, ['tests/oracles/cfn-lint.py'], {
    input: JSON.stringify(jobs),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`cfn-lint did not judge: ${error?.message ?? stderr.trim().slice(-2_000)}`);
  return JSON.parse(stdout);
}
