import { hostOfResource } from '../../evidence/synthesized/host-of-resource.js';
import { dig } from '../../evidence/synthesized/stack.js';
import { judgeOf } from '../../hosts/judges.js';
import { isHost } from '../../hosts/schemas.js';
import { fleets } from '../../hosts/select.js';
import { hasDedicated } from '../../hosts/self-hosted-aws/dedicated.js';
import { pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'capacity/on-demand-only',
  severity: 'warning',
  title: 'A fleet has capacity that no other customer can take.',
  why: 'Machines with H100 are often not to be had on demand, for days. A fleet that launches only on demand may never start, and a node it loses may not come back.',
  fix: 'Declare reservations (billed from creation, used or not) or the Capacity Blocks that were bought; onDemand can stay as the last resort. Azure takes no reservation of ND machines on demand: name one that Microsoft set aside.',
  source: 'Amazon EC2 User Guide, On-Demand Capacity Reservations',

  *topology({ topology }) {
    for (const [id, host] of fleets(topology)) {
      const { machines } = judgeOf(host);
      if (machines === 'none' || machines.dedicated(host)) continue;
      yield {
        path: pathOf('hosts', id, 'capacity'),
        message: `${id} has no reservation and no block: all ${host.nodes.count} nodes would launch on demand.`,
      };
    }
  },

  *resource(resource, { topology }) {
    const host = hostOfResource(topology, resource)?.[1];
    if (resource.type !== 'AWS::AutoScaling::AutoScalingGroup' || !isHost(host, 'self-hosted-aws') || !hasDedicated(host.capacity)) return;
    const segments = dig(resource.properties, 'MixedInstancesPolicy', 'InstancesDistribution', 'DistributionSegments');
    const types = dig(segments, 'TargetCapacityTypes');
    if (Array.isArray(types) && types.some((type) => type !== 'on-demand')) return;
    yield {
      path: resource.origin,
      resource,
      message: `The Auto Scaling group launches only on demand, although the topology declares dedicated capacity.`,
      fix: 'Restore the distribution segments of the synthesized Auto Scaling group.',
    };
  },
};
