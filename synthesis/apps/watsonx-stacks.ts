import type { App } from 'cdktf';
import { makeTerraformHostStacks } from '../../hosts/stacks-terraform.js';
import type { StackContext } from '../../stacks/context.js';

/** The modules of IBM Cloud that a topology needs: those of its hosts, and none besides. */
export function watsonxStacks(app: App, context: StackContext): void {
  makeTerraformHostStacks(app, context, 'watsonx');
}
