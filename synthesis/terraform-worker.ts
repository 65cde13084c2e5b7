import { workerData } from 'node:worker_threads';
import { keepToolDigest } from './generation.js';
import { synthesizeTerraform, type TerraformInput } from './terraform.js';

/** What the thread is given. */
export interface TerraformWork {
  readonly tool: string;
  readonly jobs: readonly { readonly input: TerraformInput; readonly outdir: string }[];
}

/** Body of the thread that `startTerraform` starts. */
const { tool, jobs } = workerData as TerraformWork;
keepToolDigest(tool);
for (const { input, outdir } of jobs) synthesizeTerraform(input, outdir);
