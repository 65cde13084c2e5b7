import { formOf, servedModels } from '../hosts/schemas.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, sortedEntries } from '../topology/views.js';
import { roleArnOf } from './landing-zone.js';
import { ingestRoleName } from './names.js';

/** Where weights are stored: an account and a region with hosts that serve them from a bucket, and the models that these serve. */
export interface WeightsPlace {
  readonly account: string;
  readonly region: string;
  readonly models: readonly string[];
}

/** Every place with weights on a cloud, in a fixed order. */
export function weightsPlaces(topology: Topology, cloud: 'aws' | 'google' | 'azure'): WeightsPlace[] {
  const found: Record<string, { account: string; region: string; models: Set<string> }> = {};
  for (const [, host] of sortedEntries(topology.hosts)) {
    if (formOf(host).weights !== cloud || !('region' in host)) continue;
    const key = `${host.account} ${host.region}`;
    const place = found[key] ?? { account: host.account, region: host.region, models: new Set() };
    found[key] = place;
    for (const model of servedModels(host)) place.models.add(model);
  }
  return sortedEntries(found).map(([, { account, region, models }]) => ({ account, region, models: [...models].sort() }));
}

/** Regions where weights are stored, in a fixed order. */
export function weightsRegions(topology: Topology): string[] {
  return [...new Set(weightsPlaces(topology, 'aws').map(({ region }) => region))].sort();
}

/** The only role that may write weights into a region and sign them, if the topology knows one. */
export function ingestRoleArn(topology: Topology, region: string): string | undefined {
  const { ingest, ingestRole } = topology.weights;
  if (ingest === undefined) return ingestRole;
  return roleArnOf(topology, entity(topology.accounts.aws, ingest.account).id, ingestRoleName(topology.name, region));
}
