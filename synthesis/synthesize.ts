import type { LoadedTopology } from '../topology/load.js';
import { synthesizeGateway } from './gateway.js';
import { featureFlags } from './project.js';
import { writingInto } from './storage.js';
import { startTerraform } from './terraform-thread.js';

/** Where the outputs of one synthesis are. */
export interface OutputDirectories {
  readonly aws: string;
  readonly terraform: string;
  readonly gateway: string;
}

/** One topology and the empty directories to synthesize it into. */
export interface SynthesisJob {
  readonly loaded: LoadedTopology;
  readonly directories: OutputDirectories;
}

/**
 * Synthesizes both applications of each topology and the files of its gateways, unjudged but for CDK's validation of templates, whose report is in the output:
 * `validated` says whether it is on, as CDK's own variable does to CDK.
 */
export async function synthesizeAll(jobs: readonly SynthesisJob[], validated: boolean): Promise<void> {
  const terraform = startTerraform(jobs.map(({ loaded, directories }) => ({ loaded, outdir: directories.terraform })));
  synthesizeAllGateways(jobs);
  // Both end before either's failure is reported: the other must not write any more during the cleaning up.
  const results = await Promise.allSettled([terraform, synthesizeAllAws(jobs, validated)]);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

/** The files of the gateway need no framework, and take milliseconds. */
function synthesizeAllGateways(jobs: readonly SynthesisJob[]): void {
  for (const { loaded, directories } of jobs) writingInto(directories.gateway, () => synthesizeGateway(loaded, directories.gateway));
}

async function synthesizeAllAws(jobs: readonly SynthesisJob[], validated: boolean): Promise<void> {
  // Loaded when it is asked for: judging output that is there already needs no framework.
  const { isValidationFailure, synthesizeAws } = await import('./aws.js');
  const { RememberingValidation } = await import('./template-validation.js');
  const validation = validated ? { validation: new RememberingValidation() } : {};
  for (const { loaded, directories } of jobs) {
    try {
      writingInto(directories.aws, () => synthesizeAws(loaded, { outdir: directories.aws, flags: featureFlags(), ...validation }));
    } catch (error) {
      // CDK throws after it has written templates and report; both are read afterwards.
      if (!isValidationFailure(error)) throw error;
    }
  }
}
