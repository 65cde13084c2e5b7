import { terraformHostParts } from '../../hosts/stacks-terraform.js';
import type { StackContext } from '../../stacks/context.js';
import type { StackPart } from '../../stacks/stack-part.js';

/** The modules of IBM Cloud that a topology needs: those of its hosts, and none besides. */
export function watsonxParts(context: StackContext): StackPart[] {
  return terraformHostParts(context, 'watsonx');
}
