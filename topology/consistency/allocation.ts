import type { Topology } from '../schema/topology.js';
import type { Misfit } from './misfit.js';

/** One alarm for each workload, beside what else the stack of the job holds. */
const mostWorkloads = 400;

/** Logs that the job could not ask, and more workloads than its stack has alarms for. */
export function allocationMisfits({ finance: { allocation }, gateway, networks, workloads }: Topology): Misfit[] {
  if (allocation === undefined) return [];
  const path = ['finance', 'allocation'];
  const count = Object.keys(workloads).length;
  const many = count > mostWorkloads ? [{ path, message: `received with ${count} workloads. Allowed: ${mostWorkloads}; divide the topology.` }] : [];
  const logs = Object.keys(allocation.spendLogs).flatMap((zone): Misfit[] => {
    const place = gateway.zones[zone];
    const network = place === undefined ? undefined : networks[place.network];
    const at = [...path, 'spendLogs', zone];
    if (network === undefined)
      return [{ path: at, message: `received the zone ${zone}. Allowed: zones with a gateway, ${Object.keys(gateway.zones).sort().join(', ')}.` }];
    if (network.cloud === 'aws' && network.account === allocation.account) return [];
    return [
      {
        path: at,
        message: `received a log of the account ${network.account} (${network.cloud}), which a job in ${allocation.account} cannot ask. Allowed: zones whose gateway is in the account of the job.`,
      },
    ];
  });
  return [...many, ...logs];
}
