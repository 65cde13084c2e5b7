import { dirname, extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { LoadedTopology } from '../topology/load.js';
import { toolDigest } from './generation.js';
import { storageError } from './storage.js';
import type { TerraformWork } from './terraform-worker.js';

/**
 * Synthesizes the Terraform application of some topologies in a thread of its own, while this one synthesizes and
 * validates CloudFormation. The thread's code is beside this file, as source or as bundle.
 */
export function startTerraform(jobs: readonly { readonly loaded: LoadedTopology; readonly outdir: string }[]): Promise<void> {
  const here = import.meta.filename;
  const workerData: TerraformWork = {
    tool: toolDigest(),
    jobs: jobs.map(({ loaded: { topology, outputs, sha256, inputs, locks }, outdir }) => ({
      input: { topology, outputs, sha256, inputs, locks },
      outdir,
    })),
  };
  const worker = new Worker(join(dirname(here), `terraform-worker${extname(here)}`), {
    workerData,
    // Nothing of the caller's environment steers it. Nobody reads where a token was made; writing it down for each takes a tenth of the thread.
    env: { CDKTN_DISABLE_CREATION_STACK: 'true' },
  });
  return new Promise((resolve, reject) => {
    worker.once('error', (error) => reject(storageError(error, jobs[0]?.outdir) ?? error));
    worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the Terraform thread ended with ${code}`))));
  });
}
