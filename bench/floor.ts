import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { App, Stack } from 'aws-cdk-lib/core';
import { App as TerraformApp, TerraformStack } from 'cdktf';
import { featureFlags } from '../synthesis/project.js';
import { withReservedMemory } from '../synthesis/validator-memory.js';

/**
 * The least that both frameworks can do: one application of each with one stack, CloudFormation validation on and the
 * validator's memory reserved as in `synth`, so that only what this project adds shows against it.
 */
const directory = mkdtempSync(join(tmpdir(), 'blueprint-floor-'));
try {
  const app = new App({ outdir: join(directory, 'cdk.out'), context: featureFlags(), analyticsReporting: false });
  // The validator refuses a template without resources.
  new CfnBucket(new Stack(app, 'floor', { env: { account: '111122223333', region: 'us-east-1' } }), 'Bucket');
  withReservedMemory(() => app.synth());
  const terraform = new TerraformApp({ outdir: join(directory, 'cdktf.out') });
  new TerraformStack(terraform, 'floor');
  terraform.synth();
} finally {
  rmSync(directory, { recursive: true });
}
