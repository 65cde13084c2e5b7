import { guardrailHosts } from '../hosts/select.js';
import { guardedUse } from '../hosts/traits.js';
import type { Topology } from '../topology/schema/topology.js';

/** Ids of the Bedrock models that are called in one account and region, sorted: what a watch of their lifecycles has to look at. */
export function watchedModels(topology: Topology, alias: string, region: string): string[] {
  const hosts = guardrailHosts(topology).filter(([, host]) => host.account === alias && host.region === region);
  const watched = hosts.map(([, host]) => guardedUse(topology, host).watched);
  return [...new Set(watched.filter((id) => id !== 'none'))].sort();
}
