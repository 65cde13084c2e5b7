import type { App } from 'cdktf';
import { makeTerraformHostStacks } from '../../hosts/stacks-terraform.js';
import type { StackContext } from '../../stacks/context.js';
import { makeOwnStacks } from '../../stacks/extensions/own-stack.js';
import { terraformOwnStacks } from '../../stacks/extensions/registry-terraform.js';
import { orderModules } from '../../stacks/terraform-stack.js';
import { azureStacks } from './azure-stacks.js';
import { databricksStacks } from './databricks-stacks.js';
import { googleStacks } from './google-stacks.js';
import { watsonxStacks } from './watsonx-stacks.js';

/** Every root module that a topology needs, and no other, in the order of deployment. */
export function terraformStacks(app: App, context: StackContext): void {
  googleStacks(app, context);
  azureStacks(app, context);
  databricksStacks(app, context);
  watsonxStacks(app, context);
  makeTerraformHostStacks(app, context, 'cloudflare');
  makeOwnStacks(app, context, terraformOwnStacks);
  orderModules(app);
}
