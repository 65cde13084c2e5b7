import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isUnwritable } from '../derived/crowded-stacks.js';
import { rule as serviceLimits } from '../policy/capacity/service-limits.js';
import { type Evidence, judge } from '../policy/engine.js';
import { type Finding, sortFindings } from '../policy/finding.js';
import { rules } from '../policy/rules.js';
import { rule as oneName } from '../policy/state/one-name.js';
import type { LoadedTopology } from '../topology/load.js';
import { readCloudAssembly, readGatewayZones, readTerraformOutput } from './read-output.js';
import { writingInto } from './storage.js';
import { type OutputDirectories, synthesizeAll } from './synthesize.js';
import { cloudFormationFindings } from './validation-report.js';

/** Synthesizes both applications into empty directories and judges what they wrote. Writes the output even when it is refused. */
export async function synthesizeAndJudge(loaded: LoadedTopology, directories: OutputDirectories, asOf: string, validated: boolean): Promise<Finding[]> {
  // What no stack can hold, and two stacks of one name, is a finding, not a fault of the framework that writes it.
  if (isUnwritable(loaded.topology)) return judgeUnwritable(loaded, asOf);
  await synthesizeAll([{ loaded, directories }], validated);
  const evidence: Evidence = {
    aws: readCloudAssembly(directories.aws),
    terraform: readTerraformOutput(directories.terraform),
    gateway: readGatewayZones(directories.gateway),
  };
  return sortFindings([...judge(rules, loaded, asOf, evidence), ...cloudFormationFindings(directories.aws, loaded)]);
}

/** Judges a topology that no application can synthesize, so that nothing else of it can be judged. */
export function judgeUnwritable(loaded: LoadedTopology, asOf: string): Finding[] {
  return judge(rules, loaded, asOf, {}).map(withoutWaiver);
}

/** A waiver makes no stack larger, and gives none another name. */
function withoutWaiver(finding: Finding): Finding {
  if (finding.rule !== serviceLimits.id && finding.rule !== oneName.id) return finding;
  const { waivedBy: _, ...open } = finding;
  return open;
}

/** Judges a topology and everything it synthesizes to, leaving nothing behind. */
export function checkTopology(loaded: LoadedTopology, asOf: string, validated: boolean): Promise<Finding[]> {
  return inScratch((directories) => synthesizeAndJudge(loaded, directories, asOf, validated));
}

/** Calls `use` with three directories that exist no longer afterwards. */
export async function inScratch<T>(use: (directories: OutputDirectories) => Promise<T>): Promise<T> {
  const directory = writingInto(tmpdir(), () => mkdtempSync(join(tmpdir(), 'hybrid-llama-blueprint-')));
  try {
    return await use({ aws: join(directory, 'cdk.out'), terraform: join(directory, 'cdktf.out'), gateway: join(directory, 'gateway.out') });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
