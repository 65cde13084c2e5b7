import type { Topology } from '../../topology/schema/topology.js';
import { entity, gatewayNetwork, workloadsOn } from '../../topology/views.js';
import { asked, type HostPresence } from '../shared/host-presence.js';
import type { DatabricksHost } from './schema.js';

export const presence: HostPresence<DatabricksHost> = {
  conditions: {
    ...asked('databricks-serving', {
      'model units': ({ host }) => host.modelUnits !== undefined,
      'model units with a budget': ({ topology, id, host }) => host.modelUnits !== undefined && isBudgeted(topology, id, host),
      'callers of model units': ({ topology, id, host }) => host.modelUnits !== undefined && workloadsOn(topology, id).length > 0,
    }),
  },
  numbers: asked('databricks-serving', {
    'callers whose issuer Databricks can be told': ({ topology, outputs, id }) => {
      const callers = workloadsOn(topology, id).map(([, workload]) => topology.networks[gatewayNetwork(topology, workload) ?? '']);
      return callers.filter(
        (network) =>
          network?.cloud === 'aws' && (entity(topology.accounts.aws, network.account).oidcIssuer ?? outputs.issuers?.[network.account]) !== undefined,
      ).length;
    },
  }),
};

/** Of one workload its own budget, of several what finance lets shared things cost. */
function isBudgeted(topology: Topology, id: string, { account }: DatabricksHost): boolean {
  const [only, ...others] = workloadsOn(topology, id);
  if (only !== undefined && others.length === 0) return only[1].budget !== undefined;
  return topology.finance.sharedBudgets.databricks[account] !== undefined;
}
