import { workerData } from 'node:worker_threads';
import { synthesizeTerraform, type TerraformInput } from './terraform.js';

/** Body of the thread that `startTerraform` starts. */
for (const { input, outdir } of workerData as { readonly input: TerraformInput; readonly outdir: string }[]) synthesizeTerraform(input, outdir);
