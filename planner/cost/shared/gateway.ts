import { coresAtPeak } from '../../../derived/gateway-size.js';
import { gatewayTasks, gatewayZones } from '../../../derived/gateway-tasks.js';
import { gatewayTaskSize } from '../../../facts/gateway.js';
import { balancerLines } from '../../../hosts/shared/balancer-cost.js';
import { hoursPerYear } from '../../../hosts/shared/host-cost.js';
import { servicePriceIn } from '../../../hosts/shared/service-price.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../../topology/views.js';
import { weekOf } from '../../demand/week.js';
import { type CostLine, costLine } from '../line.js';
import { platformLine } from './platform-line.js';

/** The gateway of every zone that is served: its tasks as scaling runs them, and its load balancer. */
export function gatewayLines(topology: Topology, asOf: string): CostLine[] {
  return gatewayZones(topology).flatMap((zone) => {
    const { network, endpoint } = entity(topology.gateway.zones, zone);
    const tasks = gatewayTasks(topology, zone);
    if (endpoint === undefined) return [];
    const { region } = entity(topology.networks, network);
    const { vcpus, memoryGiB } = gatewayTaskSize();
    const running = runningTasks(topology, zone, asOf);
    const taskLine = (what: string, each: number, unit: string, service: 'fargate-vcpu' | 'fargate-memory') =>
      costLine({
        ...{ host: 'shared', workload: 'all', kind: 'shared' },
        what: `${what} of gateway tasks of zone ${zone}`,
        quantity: running * each * hoursPerYear,
        unit: `${unit} (${Number(running.toFixed(2))} tasks × ${each} × ${hoursPerYear})`,
        price: servicePriceIn('aws', service, region),
        between: [tasks.min * each * hoursPerYear, tasks.max * each * hoursPerYear],
      });
    return [
      taskLine('processors', vcpus, 'vCPU-hours', 'fargate-vcpu'),
      taskLine('memory', memoryGiB, 'GB-hours', 'fargate-memory'),
      ...balancerLines(servicePriceIn('aws', 'load-balancer', region)).map(({ what, quantity, unit, price }) =>
        platformLine(`${what} of the gateway of zone ${zone}`, quantity, unit, price),
      ),
    ];
  });
}

/** Tasks that run in the mean: every hour as many as keep them as busy as scaling wants them, between the fewest and the most. */
function runningTasks(topology: Topology, zone: string, asOf: string): number {
  const { vcpus, busyPercent } = gatewayTaskSize();
  const tasks = gatewayTasks(topology, zone);
  const cores = new Float64Array(hours);
  for (const [, workload] of sortedEntries(topology.workloads)) {
    if (workload.zone !== zone || workload.load.tokensPerYear === 0) continue;
    const week = weekOf(workload.load, asOf, 60);
    const peak = Math.max(...week);
    for (let hour = 0; hour < hours; hour++) cores[hour] = (cores[hour] ?? 0) + (coresAtPeak(topology, workload) * (week[hour] ?? 0)) / peak;
  }
  return cores.reduce((sum, busy) => sum + Math.min(tasks.max, Math.max(tasks.min, Math.ceil(busy / (vcpus * (busyPercent / 100))))), 0) / hours;
}

const hours = 7 * 24;
