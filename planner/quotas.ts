import { instanceQuota, instanceType } from '../facts/ec2.js';
import { computeQuota, googleQuota, machineType, vertexOffer } from '../facts/google.js';
import { hostsOf } from '../hosts/select.js';
import { servedVersions } from '../hosts/shared/fleet-versions.js';
import { vertexDeployments } from '../hosts/vertex-endpoint/deployments.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity } from '../topology/views.js';
import type { QuotaNeed } from './quota-need.js';
import { textUnitNeeds } from './text-unit-quotas.js';
import { tokenNeeds } from './token-quotas.js';

/** Quotas that must be granted before a deployment, summed per account and region. Azure's have no id in the facts and are not among them. */
export function quotaNeeds(topology: Topology): QuotaNeed[] {
  const sums = new Map<string, QuotaNeed>();
  const needs = [instanceNeeds, gpuNeeds, acceleratorNeeds, tokenNeeds, textUnitNeeds].flatMap((of) => [...of(topology)]);
  for (const need of needs) {
    const key = [need.account, need.region, need.service, need.quotaCode ?? need.name].join(' ');
    const known = sums.get(key);
    sums.set(key, known === undefined ? need : { ...known, needed: known.needed + need.needed, because: [...known.because, ...need.because].sort() });
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, need]) => need);
}

function* instanceNeeds(topology: Topology): Iterable<QuotaNeed> {
  for (const [id, host] of hostsOf(topology, 'self-hosted-aws')) {
    const type = instanceType(host.nodes.instanceType);
    const quota = type === undefined ? undefined : instanceQuota(type.instanceType);
    if (type === undefined || quota === undefined) continue;
    const { service, quotaCode, name, unit } = quota;
    const account = entity(topology.accounts.aws, host.account).id;
    for (const { nodes, nodesField } of servedVersions(host)) {
      yield { account, region: host.region, service, quotaCode, name, needed: nodes * type.vcpus, unit, because: [`hosts.${id}.${nodesField}`] };
    }
  }
}

/** What is reserved counts, whether a node runs on it or not. */
function* gpuNeeds(topology: Topology): Iterable<QuotaNeed> {
  for (const [id, host] of hostsOf(topology, 'self-hosted-google')) {
    const type = machineType(host.nodes.instanceType);
    const quota = type === undefined ? undefined : computeQuota(type.gpu);
    if (type === undefined || quota === undefined) continue;
    const reserved = Object.values(host.capacity.reservations).reduce((sum, { count }) => sum + count, 0);
    yield {
      account: entity(topology.accounts.google, host.account).project,
      region: host.region,
      service: quota.service,
      quotaCode: quota.quotaId,
      name: `${quota.metric}, gpu_family ${quota.family}`,
      needed: type.gpus * Math.max(reserved, host.nodes.count),
      unit: 'accelerator',
      because: [`hosts.${id}.capacity.reservations`],
    };
  }
}

function* acceleratorNeeds(topology: Topology): Iterable<QuotaNeed> {
  for (const [id, host] of hostsOf(topology, 'vertex-endpoint')) {
    for (const { model, machineType, replicas, prefix } of vertexDeployments(host)) {
      const offer = vertexOffer({ release: entity(topology.models, model).release, machineType });
      const quota = offer === undefined ? undefined : googleQuota(offer.acceleratorType);
      if (offer === undefined || quota?.quotaId === undefined) continue;
      yield {
        account: entity(topology.accounts.google, host.account).project,
        region: host.region,
        service: quota.service,
        quotaCode: quota.quotaId,
        name: quota.metric,
        needed: offer.acceleratorCount * replicas.max,
        unit: 'accelerator',
        because: [`hosts.${id}.${prefix === '' ? 'replicas' : 'next'}`],
      };
    }
  }
}
