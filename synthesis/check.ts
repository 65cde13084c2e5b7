import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { exceedsStacks } from '../derived/crowded-stacks.js';
import { rule as serviceLimits } from '../policy/capacity/service-limits.js';
import { type Evidence, judge } from '../policy/engine.js';
import { type Finding, sortFindings } from '../policy/finding.js';
import { rules } from '../policy/rules.js';
import type { LoadedTopology } from '../topology/load.js';
import { readGeneration } from './blueprint-file.js';
import { outputKind, readCloudAssembly, readTerraformOutput } from './read-output.js';
import { writingInto } from './storage.js';
import { settleOutputs } from './swap.js';
import { type OutputDirectories, synthesizeAll } from './synthesize.js';
import { cloudFormationFindings } from './validation-report.js';

/** Synthesizes both applications into empty directories and judges what they wrote. Writes the output even when it is refused. */
export async function synthesizeAndJudge(loaded: LoadedTopology, directories: OutputDirectories, asOf: string): Promise<Finding[]> {
  // What no stack can hold is a finding, not a fault of the framework that writes it.
  if (exceedsStacks(loaded.topology)) return judge(rules, loaded, asOf, {}).map(withoutWaiver);
  await synthesizeAll([{ loaded, directories }]);
  const evidence: Evidence = { aws: readCloudAssembly(directories.aws), terraform: readTerraformOutput(directories.terraform) };
  return sortFindings([...judge(rules, loaded, asOf, evidence), ...cloudFormationFindings(directories.aws, loaded)]);
}

/** A waiver cannot make a stack larger. */
function withoutWaiver(finding: Finding): Finding {
  if (finding.rule !== serviceLimits.id) return finding;
  const { waivedBy: _, ...open } = finding;
  return open;
}

/** Judges a topology and everything it synthesizes to, leaving nothing behind. */
export async function checkTopology(loaded: LoadedTopology, asOf: string): Promise<Finding[]> {
  const directory = writingInto(tmpdir(), () => mkdtempSync(join(tmpdir(), 'hybrid-llama-blueprint-')));
  try {
    return await synthesizeAndJudge(loaded, { aws: join(directory, 'cdk.out'), terraform: join(directory, 'cdktf.out') }, asOf);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Judges existing outputs, no matter who wrote them, by a topology. */
export function checkOutputs(loaded: LoadedTopology, directories: readonly string[], asOf: string): Finding[] {
  for (const directory of directories) settleOutputs(dirname(resolve(directory)));
  const kinds = directories.map((directory) => [outputKind(directory), directory] as const);
  const aws = kinds.filter(([kind]) => kind === 'aws').flatMap(([, directory]) => readCloudAssembly(directory));
  const terraform = kinds.filter(([kind]) => kind === 'terraform').flatMap(([, directory]) => readTerraformOutput(directory));
  const holds = (kind: string) => kinds.some(([found]) => found === kind);
  const evidence: Evidence = { ...(holds('aws') && { aws }), ...(holds('terraform') && { terraform }), outputs: directories.map(readGeneration) };
  return judge(rules, loaded, asOf, evidence);
}

/** Default output directories that exist. */
export function presentOutputs(directories: OutputDirectories): string[] {
  return [directories.aws, directories.terraform].filter((directory) => existsSync(directory));
}
