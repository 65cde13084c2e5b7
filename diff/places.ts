import type { Cloud } from '../clouds/cloud.js';
import { isDescribed } from '../clouds/clouds.js';
import { azureSku } from '../facts/azure.js';
import { countryOf } from '../facts/regions.js';
import { bedrockDestinations } from '../policy/regions.js';
import { cloudOf, type Host } from '../topology/schema/hosts.js';
import type { Topology } from '../topology/schema/topology.js';
import { gatewayNetwork } from '../topology/views.js';
import type { TopologyChange } from './topology.js';

/** Where prompts of each workload may be processed or indexed, and how that set differs. */
export function placeChanges(before: Topology, after: Topology): TopologyChange[] {
  const ids = Object.keys(after.workloads).filter((id) => before.workloads[id] !== undefined);
  return ids.sort().flatMap((id) => {
    const [was, is] = [workloadPlaces(before, id), workloadPlaces(after, id)];
    const gained = is.filter((place) => !was.includes(place));
    const lost = was.filter((place) => !is.includes(place));
    if (gained.length + lost.length === 0) return [];
    const { zone, dataClass } = after.workloads[id] ?? {};
    const parts = [...(gained.length > 0 ? [`gain ${gained.join(', ')}`] : []), ...(lost.length > 0 ? [`lose ${lost.join(', ')}`] : [])];
    return [
      {
        topic: 'residency' as const,
        path: `workloads.${id}.route`,
        text: `\`${id}\` (${dataClass} data, zone ${zone}): places that may process it ${parts.join(' and ')}`,
      },
    ];
  });
}

function workloadPlaces(topology: Topology, id: string): string[] {
  const workload = topology.workloads[id];
  if (workload === undefined) return [];
  const hosts = workload.route.flatMap((host) => (topology.hosts[host] === undefined ? [] : hostPlaces(topology, topology.hosts[host])));
  const gateway = topology.networks[gatewayNetwork(topology, workload) ?? ''];
  return [...new Set([...hosts, ...(gateway === undefined ? [] : [place(gateway.cloud, gateway.region)])])].sort();
}

/** Regions, or words for what is no region, where a host processes. */
export function hostPlaces(topology: Topology, host: Host): string[] {
  const cloud = cloudOf(host);
  if (!('region' in host)) return [`${host.kind}, wherever the provider chooses`];
  if (host.kind === 'bedrock')
    return bedrockDestinations(topology, host)?.map((region) => place('aws', region)) ?? [`destinations of profile ${host.profile}, unknown to the facts`];
  if (host.kind === 'azure-foundry') {
    const scope = azureSku(host.sku)?.processing ?? 'global';
    if (scope === 'global') return ['any Azure region'];
    return scope === 'data-zone' ? [`the Azure data zone of ${host.region}`] : [place('azure', host.region)];
  }
  const search = host.kind === 'vertex-endpoint' && host.search !== undefined ? [`Vertex AI Search ${host.search.location}`] : [];
  return [place(cloud, host.region), ...search];
}

export function place(cloud: Cloud, region: string): string {
  const country = isDescribed(cloud) ? countryOf(cloud, region) : undefined;
  return `${region} (${country ?? 'country unknown'})`;
}
