import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, TerraformResource, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { OriginIndex } from '../evidence/synthesized/stack.js';
import type { Inputs } from '../topology/load.js';
import type { Outputs } from '../topology/outputs.js';
import type { ProviderLock } from '../topology/provider-locks.js';
import type { Topology } from '../topology/schema/topology.js';
import { terraformStacks } from './apps/terraform-stacks.js';
import { writeBlueprintFile } from './blueprint-file.js';
import { lockFileText } from './compare/provider-locks.js';
import { readJson } from './json-file.js';
import { collectOrigins } from './origins.js';

/** The part of a loaded topology that a thread can receive. */
export interface TerraformInput {
  readonly topology: Topology;
  readonly outputs: Outputs;
  readonly inputs: Inputs;
  readonly locks: readonly ProviderLock[];
  readonly sha256: string;
}

/** Writes the Terraform root modules of a topology, with `blueprint.json` beside them. */
export function synthesizeTerraform(input: TerraformInput, outdir: string): void {
  const app = new App({ outdir });
  const context = { topology: input.topology, outputs: input.outputs };
  terraformStacks(app, context);
  app.synth();
  writeLockFiles(outdir, input.locks);
  writeBlueprintFile(outdir, input, terraformOrigins(app));
}

/** Providers as they are locked beside the topology, in each module: `terraform init -lockfile=readonly` takes no other. */
function writeLockFiles(outdir: string, locks: readonly ProviderLock[]): void {
  if (locks.length === 0) return;
  for (const stack of readdirSync(join(outdir, 'stacks'))) {
    const module = join(outdir, 'stacks', stack);
    const text = lockFileText(readJson(join(module, 'cdk.tf.json'), 'synthesize again'), locks);
    if (text !== undefined) writeFileSync(join(module, '.terraform.lock.hcl'), text);
  }
}

/** Which part of the topology asked for each Terraform stack and resource. */
export function terraformOrigins(root: IConstruct): OriginIndex {
  return collectOrigins(root, (construct) => {
    if (TerraformStack.isStack(construct)) return { stack: construct.node.id };
    if (!TerraformResource.isTerraformResource(construct)) return undefined;
    return { stack: TerraformStack.of(construct).node.id, resource: `${construct.terraformResourceType}.${construct.friendlyUniqueId}` };
  });
}
