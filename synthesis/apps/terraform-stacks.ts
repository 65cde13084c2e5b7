import type { App } from 'cdktf';
import { terraformHostParts } from '../../hosts/stacks-terraform.js';
import type { StackContext } from '../../stacks/context.js';
import { ownStackParts } from '../../stacks/extensions/own-stack.js';
import { terraformOwnStacks } from '../../stacks/extensions/registry-terraform.js';
import type { StackPart } from '../../stacks/stack-part.js';
import { orderModules } from '../../stacks/terraform-stack.js';
import { azureParts } from './azure-stacks.js';
import { databricksParts } from './databricks-stacks.js';
import { googleParts } from './google-stacks.js';
import { watsonxParts } from './watsonx-stacks.js';

/** Every root module that a topology needs, and no other, in the order of deployment. */
export function terraformParts(context: StackContext): StackPart[] {
  return [
    ...googleParts(context),
    ...azureParts(context),
    ...databricksParts(context),
    ...watsonxParts(context),
    ...terraformHostParts(context, 'cloudflare'),
    ...ownStackParts(context, terraformOwnStacks),
  ];
}

/** Makes root modules, and the order in which they are deployed. */
export function terraformStacks(app: App, context: StackContext, parts: readonly StackPart[] = terraformParts(context)): void {
  for (const part of parts) part.make(app, context);
  orderModules(app);
}
