import type { App } from 'cdktf';
import type { Cloud } from '../../clouds/cloud.js';
import { cloudNames } from '../../clouds/clouds.js';
import { terraformHostParts } from '../../hosts/stacks-terraform.js';
import type { StackContext } from '../../stacks/context.js';
import { ownStackParts } from '../../stacks/extensions/own-stack.js';
import { terraformOwnStacks } from '../../stacks/extensions/registry-terraform.js';
import type { StackPart } from '../../stacks/stack-part.js';
import { orderModules } from '../../stacks/terraform-stack.js';
import { azureParts } from './azure-stacks.js';
import { databricksParts } from './databricks-stacks.js';
import { googleParts } from './google-stacks.js';

/** Every root module that a topology needs, and no other, in the order of deployment. */
export function terraformParts(context: StackContext): StackPart[] {
  const ofClouds = cloudNames.flatMap((cloud) => {
    if (cloud === 'aws') return [];
    const parts = ofAccounts[cloud];
    return parts === undefined ? terraformHostParts(context, cloud) : parts(context);
  });
  return [...ofClouds, ...ownStackParts(context, terraformOwnStacks)];
}

/** Clouds that have modules of accounts beside those of hosts. */
const ofAccounts: Readonly<Partial<Record<Cloud, (context: StackContext) => StackPart[]>>> = {
  google: googleParts,
  azure: azureParts,
  databricks: databricksParts,
};

/** Makes root modules, and the order in which they are deployed. */
export function terraformStacks(app: App, context: StackContext, parts: readonly StackPart[] = terraformParts(context)): void {
  for (const part of parts) part.make(app, context);
  orderModules(app);
}
