import type { Topology } from '../topology/schema/topology.js';
import { physicalName } from './names.js';

/** Whether a part of a fleet is of the model that it serves, or of the one that takes over. */
export type FleetVersion = 'present' | 'next';

/** What names of a fleet on Google may have: instance templates get 26 digits more from the provider, and none may be longer than 63. */
const limit = 36;

/** Name of the parts of one version of a fleet on Google, at most 36 characters. Its nodes say it on their consoles, and its metrics carry it. */
export function googleFleetName({ name }: Topology, id: string, version: FleetVersion): string {
  return physicalName(limit, name, id, ...parts(version));
}

/** Name of the nodes of one version on one reservation: of their group, and of their template before the provider completes it. */
export function nodeGroupName({ name }: Topology, id: string, version: FleetVersion, reservation: string): string {
  return physicalName(limit, name, id, ...parts(version), reservation);
}

/** A fleet's name in the types of its metrics, which may have letters, digits and underscores alone: fleets of one project have no hyphen more than others. */
export function metricsName(fleet: string): string {
  return fleet.replaceAll('-', '_');
}

function parts(version: FleetVersion): readonly string[] {
  return version === 'next' ? ['next'] : [];
}
