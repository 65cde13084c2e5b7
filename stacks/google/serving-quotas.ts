import type { Construct } from 'constructs';
import { ServingQuota } from '../../constructs/google/capacity/serving-quota.js';
import { setOrigin } from '../../constructs/origin.js';
import type { AccountView } from '../../derived/google-accounts.js';
import { physicalName } from '../../derived/names.js';
import type { Gpu } from '../../facts/ec2.js';
import { computeQuota, googleQuota, machineType } from '../../facts/google.js';
import { vertexDeployments } from '../../hosts/vertex-endpoint/deployments.js';
import { servingShape } from '../../hosts/vertex-endpoint/shape.js';
import { pathOf } from '../../topology/path.js';
import type { StackContext } from '../context.js';

/**
 * Asks for the accelerators that hosts need at their largest, together per region: Google keeps one preference per quota
 * and region, so a host cannot ask by itself. Before the endpoints, because granting takes days and may be refused.
 */
export function servingQuotas(scope: Construct, { topology }: StackContext, view: AccountView): void {
  const wanted = new Map<string, { region: string; type: string; accelerators: number; hosts: [string, ...string[]] }>();
  for (const [id, host] of view.hosts) {
    for (const deployment of vertexDeployments(host)) {
      const { accelerator } = servingShape(topology, deployment);
      if (accelerator === undefined) continue;
      const key = `${host.region}-${accelerator.type.toLowerCase().replaceAll('_', '-')}`;
      const entry = wanted.get(key) ?? { region: host.region, type: accelerator.type, accelerators: 0, hosts: [id] };
      entry.accelerators += accelerator.count * deployment.replicas.max;
      if (!entry.hosts.includes(id)) entry.hosts.push(id);
      wanted.set(key, entry);
    }
  }
  for (const [key, { region, type, accelerators, hosts }] of wanted) {
    const quota = googleQuota(type);
    if (quota?.quotaId === undefined) continue;
    const preference = new ServingQuota(scope, `quota-${key}`, {
      project: view.account.project,
      name: physicalName(63, topology.name, key),
      quota: { service: quota.service, id: quota.quotaId },
      region,
      accelerators,
      justification: `Llama on ${hosts.join(', ')}, at most ${accelerators} accelerators`,
      contactEmail: topology.finance.notify[0],
    });
    setOrigin(preference, pathOf('hosts', hosts[0], 'replicas'));
  }
}

/** The same for fleets on Compute Engine: reserving takes quota as running does. */
export function fleetQuotas(scope: Construct, { topology }: StackContext, view: AccountView): void {
  const wanted = new Map<string, { region: string; gpu: Gpu; gpus: number; hosts: [string, ...string[]] }>();
  for (const [id, { region, nodes, capacity }] of view.fleets) {
    const machine = machineType(nodes.instanceType);
    if (machine === undefined) continue;
    const reserved = Object.values(capacity.reservations).reduce((sum, { count }) => sum + count, 0);
    const key = `${region}-${machine.gpu.toLowerCase()}`;
    const entry = wanted.get(key) ?? { region, gpu: machine.gpu, gpus: 0, hosts: [id] };
    entry.gpus += machine.gpus * Math.max(reserved, nodes.count);
    if (!entry.hosts.includes(id)) entry.hosts.push(id);
    wanted.set(key, entry);
  }
  for (const [key, { region, gpu, gpus, hosts }] of wanted) {
    const quota = computeQuota(gpu);
    if (quota === undefined) continue;
    const preference = new ServingQuota(scope, `fleet-quota-${key}`, {
      project: view.account.project,
      name: physicalName(63, topology.name, 'fleet', key),
      quota: { service: quota.service, id: quota.quotaId, gpuFamily: quota.family },
      region,
      accelerators: gpus,
      justification: `Llama on ${hosts.join(', ')}, ${gpus} GPUs reserved`,
      contactEmail: topology.finance.notify[0],
    });
    setOrigin(preference, pathOf('hosts', hosts[0], 'capacity', 'reservations'));
  }
}
