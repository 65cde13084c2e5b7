import { missingGoogleEntrances } from '../../evidence/network/google-entrances.js';
import { missingEndpoints } from '../../evidence/network/missing-endpoints.js';
import { gatewayNetwork, hostsNamedBy, sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';
import { misplaced } from './misplaced.js';
import { unconnected } from './unconnected.js';
import { unreachable } from './unreachable.js';

export const rule: Rule = {
  id: 'network/reachable',
  severity: 'error',
  title:
    'The gateway of a workload reaches every host of its route, and its guard: in its own network, or through a declared link that also resolves the names.',
  why: 'Networks here have no way to the internet, so a host that no link joins, or whose name does not resolve across it, is not slow but absent. It is found when the first request overflows to it, months after it was deployed and paid for.',
  fix: 'Declare the link that joins the two networks with the domains it resolves, or route to a host that can be reached.',

  *topology({ topology }) {
    for (const [id, workload] of sortedEntries(topology.workloads)) {
      const from = gatewayNetwork(topology, workload);
      if (from === undefined) {
        yield {
          path: `gateway.zones.${workload.zone}`,
          message: `${id} is in zone ${workload.zone}, where no gateway stands.`,
          fix: `Add ${workload.zone} to gateway.zones with the network where its gateway stands.`,
        };
        continue;
      }
      for (const { host, field } of hostsNamedBy(workload)) yield* unreachable(topology, { workload: id, field, host, from });
    }
    yield* misplaced(topology);
  },

  *aws(stacks, { topology }) {
    yield* missingEndpoints(topology, stacks);
  },

  *terraform(stacks, { topology }) {
    yield* missingGoogleEntrances(topology, stacks);
  },

  *stack(stack) {
    yield* unconnected(stack);
  },
};
