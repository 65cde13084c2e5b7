import { hostsOn } from '../../hosts/select.js';
import { terraformHostParts } from '../../hosts/stacks-terraform.js';
import type { StackContext } from '../../stacks/context.js';
import { DatabricksAccountStack } from '../../stacks/databricks/account.js';
import { type StackPart, stackPart } from '../../stacks/stack-part.js';

/** The Databricks stacks that a topology needs: none without a host there. */
export function databricksParts(context: StackContext): StackPart[] {
  const { topology } = context;
  const used = new Set(hostsOn(topology, 'databricks').map(([, { account }]) => account));
  const owned = [...used].sort().filter((account) => topology.accounts.databricks[account]?.owns === true);
  return [
    ...owned.map((account) => stackPart('account', account, (app, made) => new DatabricksAccountStack(app, made, account))),
    ...terraformHostParts(context, 'databricks'),
  ];
}
