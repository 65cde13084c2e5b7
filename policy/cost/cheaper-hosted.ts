import { traitsOf } from '../../hosts/traits.js';
import { cheapestAlternative } from '../../planner/cost/alternative.js';
import { pathOf } from '../../topology/path.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'cost/cheaper-hosted',
  severity: 'warning',
  title: 'No offer of the same model, or of a later one of its size, is far cheaper where a workload may be processed.',
  why: 'The cheapest saving needs no infrastructure: a later release of the same size on the same service has cost a quarter of an older one.',
  fix: 'Try the offer that the message names, and route to it. Where quality, terms or a contract speak against it, waive this finding with that reason.',
  source: 'facts/prices.yaml; guardrails and discounts are not counted, as they depend on who asks',

  *topology({ topology }) {
    for (const [id, workload] of sortedEntries(topology.workloads)) {
      for (const [place, hostId] of workload.route.entries()) {
        const host = entity(topology.hosts, hostId);
        if (traitsOf(host).operator === 'self') continue;
        const found = cheapestAlternative(topology, workload, host);
        if (found === undefined) continue;
        yield {
          path: pathOf('workloads', id, 'route', place),
          message: `${id} pays ${found.pays.toFixed(2)} USD for 10^6 tokens on ${hostId}; ${found.offer.release} on ${found.offer.host} costs ${found.offer.usdPerMillion.toFixed(2)} (${found.offer.source}, ${found.offer.asOf}).`,
        };
      }
    }
  },
};
