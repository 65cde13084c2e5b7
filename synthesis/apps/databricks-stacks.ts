import type { App } from 'cdktf';
import { hostsOn } from '../../hosts/select.js';
import { makeTerraformHostStacks } from '../../hosts/stacks-terraform.js';
import type { StackContext } from '../../stacks/context.js';
import { DatabricksAccountStack } from '../../stacks/databricks/account.js';

/** The Databricks stacks that a topology needs: none without a host there. */
export function databricksStacks(app: App, context: StackContext): void {
  const { topology } = context;
  const used = new Set(hostsOn(topology, 'databricks').map(([, { account }]) => account));
  for (const account of [...used].sort()) if (topology.accounts.databricks[account]?.owns === true) new DatabricksAccountStack(app, context, account);
  makeTerraformHostStacks(app, context, 'databricks');
}
