import type { Outputs } from '../../topology/outputs.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import { azureBoundValues } from './azure-values.js';
import type { Bound, GrantContext, Values } from './blanks.js';

/** What may fill the blanks of a form in a module for a workspace. */
export function databricksValues(topology: Topology, { place }: GrantContext): Values {
  const { accountId, workspaceId, publicCallers } = entity(topology.accounts.databricks, place.alias);
  return { 'databricks account': [accountId], ...(workspaceId !== undefined && { workspace: [workspaceId] }), 'every public caller': publicCallers };
}

/** Role and issuer of the workload that the name of a resource speaks of: every cloud that takes AWS's tokens names the same two. */
export function databricksBoundValues(topology: Topology, outputs: Outputs, bound: Bound): Values {
  return azureBoundValues(topology, outputs, bound);
}
