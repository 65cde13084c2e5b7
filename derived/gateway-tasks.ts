import type { Topology } from '../topology/schema/topology.js';
import { entity, sortedEntries } from '../topology/views.js';
import { roleArnOf } from './landing-zone.js';
import { gatewayTaskRoleName } from './names.js';
import { identityHome } from './parts.js';

/** Zones whose gateway runs on AWS, sorted. */
export function gatewayZones(topology: Topology): readonly string[] {
  return sortedEntries(topology.gateway.zones).flatMap(([zone, { network }]) => (entity(topology.networks, network).cloud === 'aws' ? [zone] : []));
}

/** ARN of the role that the tasks of a zone's gateway run with. Throws where no gateway is on AWS. */
export function gatewayTaskRoleArn(topology: Topology, zone: string): string {
  const home = identityHome(topology);
  if (home === undefined) throw new Error('no gateway on AWS, and so no role of its tasks');
  return roleArnOf(topology, entity(topology.accounts.aws, home.account).id, gatewayTaskRoleName(topology.name, zone));
}
