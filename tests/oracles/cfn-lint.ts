import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { table } from '../../facts/read.js';
import type { Asked } from './asked.js';
import { assemblies } from './assemblies.js';
import { covering, type Job } from './covering.js';
import { oracleEnvironment, type Verdict } from './tools.js';

/**
 * cfn-lint judges every template under the rules of the region it deploys to; any finding fails. In brief it judges as many as have every property of every type
 * between them: the rest says the same of other names.
 */
export function cfnLint({ brief }: Pick<Asked, 'brief'>): Verdict {
  const environment = oracleEnvironment();
  if ('missing' in environment) return { findings: [], judged: '', skipped: environment.missing };
  const jobs = assemblies().flatMap(({ name, directory, stacks }) =>
    stacks.map(({ template, region }) => ({ label: `${name}: ${template}`, template: join(directory, template), region })),
  );
  const python = join(environment.path, 'bin', 'python');
  const different = distinct(jobs);
  const { judged, findings } = lint(python, brief ? covering(different) : different);
  const types = table('deployer', 'actions').filter(({ source }) => source === 'handlers');
  const stale = handlerDifferences(python, Object.fromEntries(types.map(({ type, actions }) => [type, actions])));
  return {
    findings: [...findings.map((finding) => `cfn-lint: ${finding}`), ...stale.map((finding) => `facts/deployer.yaml: ${finding}`)],
    judged: `${brief ? 'brief, ' : ''}${judged} of ${different.length} different templates of ${assemblies().length} topologies, rights for ${types.length} types`,
  };
}

/** Where rights of the deployer are not what the resource schemas of CloudFormation name. */
export function handlerDifferences(python: string, said: Readonly<Record<string, readonly string[]>>): readonly string[] {
  return JSON.parse(run(python, 'tests/oracles/handlers.py', said));
}

/** Topologies of the matrix share templates; the same text for the same region is judged once. */
function distinct(jobs: readonly Job[]): Job[] {
  return [...new Map(jobs.map((job) => [`${job.region} ${readFileSync(job.template, 'utf8')}`, job])).values()];
}

/** One process for all: loading the rules takes longer than reading a template. */
export function lint(python: string, jobs: readonly Job[]): { readonly judged: number; readonly findings: readonly string[] } {
  return JSON.parse(run(python, 'tests/oracles/cfn-lint.py', jobs));
}

function run(python: string, script: string, input: unknown): string {
  const { status, stdout, stderr, error } = spawnSync(python, [script], { input: JSON.stringify(input), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) throw new Error(`${script} did not judge: ${error?.message ?? stderr.trim().slice(-2_000)}`);
  return stdout;
}
