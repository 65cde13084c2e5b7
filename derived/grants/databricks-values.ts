import type { Outputs } from '../../topology/outputs.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, workloadsOn } from '../../topology/views.js';
import { physicalName } from '../names.js';
import { azureBoundValues } from './azure-values.js';
import type { Bound, GrantContext, Values } from './blanks.js';

/** What may fill the blanks of a form in a module for a workspace. */
export function databricksValues(topology: Topology, { place }: GrantContext): Values {
  const { accountId, workspaceId, publicCallers } = entity(topology.accounts.databricks, place.alias);
  const callers = topology.hosts[place.subject] === undefined ? [] : workloadsOn(topology, place.subject);
  return {
    'databricks account': [accountId],
    ...(workspaceId !== undefined && { workspace: [workspaceId] }),
    'name in the workspace': [physicalName(63, topology.name, place.alias)],
    'every public caller': publicCallers,
    'principal of a caller': callers.map(([id]) => `\${databricks_service_principal.Workloads_${id}_Principal.application_id}`),
  };
}

/** Role and issuer of the workload that the name of a resource speaks of: every cloud that takes AWS's tokens names the same two. */
export function databricksBoundValues(topology: Topology, outputs: Outputs, bound: Bound): Values {
  return azureBoundValues(topology, outputs, bound);
}
