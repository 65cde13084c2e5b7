import { instanceQuota, instanceType } from '../../facts/ec2.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import { servedVersions } from '../shared/fleet-versions.js';
import type { QuotaNeed } from '../shared/quota-need.js';
import type { AwsFleetHost } from './schema.js';

/** vCPUs of its nodes, those of a transition included. */
export function instanceQuotas(topology: Topology, id: string, host: AwsFleetHost): QuotaNeed[] {
  const type = instanceType(host.nodes.instanceType);
  const quota = type === undefined ? undefined : instanceQuota(type.instanceType);
  if (type === undefined || quota === undefined) return [];
  const { service, quotaCode, name, unit } = quota;
  const account = entity(topology.accounts.aws, host.account).id;
  return servedVersions(host).map(({ nodes, nodesField }) => ({
    account,
    region: host.region,
    service,
    quotaCode,
    name,
    needed: nodes * type.vcpus,
    unit,
    because: [pathOf('hosts', id, nodesField)],
  }));
}
