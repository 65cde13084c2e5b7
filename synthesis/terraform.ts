import { App, TerraformResource, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { OriginIndex } from '../evidence/synthesized/stack.js';
import type { Outputs } from '../topology/outputs.js';
import type { Topology } from '../topology/schema/topology.js';
import { toolVersion } from '../topology/tool-version.js';
import { terraformStacks } from './apps/terraform-stacks.js';
import { writeBlueprintFile } from './blueprint-file.js';
import { generationOf } from './generation.js';
import { collectOrigins } from './origins.js';

/** The part of a loaded topology that a thread can receive. */
export interface TerraformInput {
  readonly topology: Topology;
  readonly outputs: Outputs;
  readonly file: string;
  readonly sha256: string;
}

/** Writes the Terraform root modules of a topology, with `blueprint.json` beside them. */
export function synthesizeTerraform(input: TerraformInput, outdir: string): void {
  const app = new App({ outdir });
  const context = { topology: input.topology, outputs: input.outputs };
  terraformStacks(app, context);
  app.synth();
  writeBlueprintFile(outdir, { topology: input, generation: generationOf(input), version: toolVersion(), origins: terraformOrigins(app) });
}

/** Which part of the topology asked for each Terraform stack and resource. */
export function terraformOrigins(root: IConstruct): OriginIndex {
  return collectOrigins(root, (construct) => {
    if (TerraformStack.isStack(construct)) return { stack: construct.node.id };
    if (!TerraformResource.isTerraformResource(construct)) return undefined;
    return { stack: TerraformStack.of(construct).node.id, resource: `${construct.terraformResourceType}.${construct.friendlyUniqueId}` };
  });
}
