import { gatewayZones } from '../../../derived/gateway-tasks.js';
import { balancerLines } from '../../../hosts/shared/balancer-cost.js';
import { hoursPerYear } from '../../../hosts/shared/host-cost.js';
import { noPrice, servicePriceIn } from '../../../hosts/shared/service-price.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { entity } from '../../../topology/views.js';
import type { CostLine } from '../line.js';
import { platformLine } from './platform-line.js';

/** The gateway of every zone: its tasks, as many as always run, and its load balancer. */
export function gatewayLines(topology: Topology): CostLine[] {
  return gatewayZones(topology).flatMap((zone) => {
    const { tasks, network } = entity(topology.gateway.zones, zone);
    const { region } = entity(topology.networks, network);
    return [
      platformLine(`gateway tasks of zone ${zone}`, tasks.min * hoursPerYear, `task-hours (${tasks.min} × ${hoursPerYear})`, noPrice('no row')),
      ...balancerLines(servicePriceIn('aws', 'load-balancer', region)).map(({ what, quantity, unit, price }) =>
        platformLine(`${what} of the gateway of zone ${zone}`, quantity, unit, price),
      ),
    ];
  });
}
