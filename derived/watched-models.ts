import { bedrockModelId } from '../facts/bedrock.js';
import { hostsOf } from '../hosts/select.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity } from '../topology/views.js';

/** Ids of the Bedrock models that are called in one account and region, sorted: what a watch of their lifecycles has to look at. */
export function watchedModels(topology: Topology, alias: string, region: string): string[] {
  const hosts = hostsOf(topology, 'bedrock').filter(([, host]) => host.account === alias && host.region === region);
  const releases = hosts.map(([, host]) => entity(topology.models, host.model).release);
  return [...new Set(releases.map((release) => bedrockModelId(release) ?? release))].sort();
}
