import type { Topology } from '../topology/schema/topology.js';
import { entity, sortedEntries } from '../topology/views.js';
import { roleArnOf } from './landing-zone.js';
import { gatewayTaskRoleName } from './names.js';
import { identityHome } from './parts.js';

/** Zones whose gateway runs on AWS and is made here, sorted. */
export function gatewayZones(topology: Topology): readonly string[] {
  if (topology.gateway.engine === 'existing') return [];
  return sortedEntries(topology.gateway.zones).flatMap(([zone, { network }]) => (entity(topology.networks, network).cloud === 'aws' ? [zone] : []));
}

/** How many tasks of a gateway that is made here run. */
export function gatewayTasks(topology: Topology, zone: string): { readonly min: number; readonly max: number } {
  const { tasks } = entity(topology.gateway.zones, zone);
  if (tasks === undefined) throw new Error(`the gateway of ${zone} exists already: nothing is known of its tasks`);
  return tasks;
}

/** ARN of the role that the gateway of a zone runs with: of its tasks, or of one that exists. Throws where no gateway is on AWS. */
export function gatewayTaskRoleArn(topology: Topology, zone: string): string {
  const existing = topology.gateway.zones[zone]?.principal;
  if (existing !== undefined) return existing;
  const home = identityHome(topology);
  if (home === undefined) throw new Error('no gateway on AWS, and so no role of its tasks');
  return roleArnOf(topology, entity(topology.accounts.aws, home.account).id, gatewayTaskRoleName(topology.name, zone));
}
