import { pathOf } from '../../topology/path.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'network/gateway-front',
  severity: 'error',
  title: 'The gateway of every zone that workloads use has a name, a certificate of its own account and region, and callers.',
  why: 'Without an endpoint nothing serves the zone: its files are written and no task reads them. A load balancer takes no certificate of another account or region, and a foreign account would answer for it.',
  fix: 'Name hostname, callers and a certificate of the account and region of the network under gateway.zones.<zone>.endpoint.',
  source: 'Elastic Load Balancing User Guide, HTTPS listeners',

  *topology({ topology }) {
    const used = new Set(Object.values(topology.workloads).map(({ zone }) => zone));
    for (const [zone, { network, endpoint }] of sortedEntries(topology.gateway.zones)) {
      const { cloud, account, region } = entity(topology.networks, network);
      if (cloud !== 'aws' || !used.has(zone) || topology.gateway.engine === 'existing') continue;
      const path = pathOf('gateway', 'zones', zone);
      if (endpoint === undefined) {
        yield { path, message: `The gateway of ${zone} has no endpoint, so nothing serves its workloads.` };
        continue;
      }
      const { id, partition } = entity(topology.accounts.aws, account);
      const start = `arn:${partition}:acm:${region}:${id}:certificate/`;
      const { certificateArn } = endpoint;
      // One that is issued here is of the stack's own account and region.
      if (certificateArn === undefined || certificateArn.startsWith(start)) continue;
      yield { path: pathOf('gateway', 'zones', zone, 'endpoint', 'certificateArn'), message: `It is ${certificateArn}. Allowed: ${start}….` };
    }
  },
};
