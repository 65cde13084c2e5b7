import { workerData } from 'node:worker_threads';
import { synthesizeTerraform, type TerraformInput } from './terraform.js';

/** Body of the thread that `startTerraform` starts. */
const { input, outdir } = workerData as { readonly input: TerraformInput; readonly outdir: string };
synthesizeTerraform(input, outdir);
