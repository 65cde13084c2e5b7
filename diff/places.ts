import type { Cloud } from '../clouds/cloud.js';
import { isDescribed } from '../clouds/clouds.js';
import { countryOf } from '../facts/regions.js';
import { cloudOf, type Host } from '../hosts/schemas.js';
import { traitsOf } from '../hosts/traits.js';
import type { Topology } from '../topology/schema/topology.js';
import { gatewayNetwork } from '../topology/views.js';
import type { TopologyChange } from './topology-change.js';

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
  const traits = traitsOf(host);
  const processing = traits.processing(topology, host);
  const google = traits.google(topology, host);
  const search = google === 'none' || google.search === 'none' ? [] : [`Vertex AI Search ${google.search}`];
  switch (processing.scope) {
    case 'regions':
      return [...processing.regions.map((region) => place(cloudOf(host), region)), ...search];
    case 'data zone':
      return [`the Azure data zone of ${processing.region}`];
    case 'countries':
      return [`${processing.words} (${processing.countries.join(', ')})`];
    default:
      return [processing.words];
  }
}

export function place(cloud: Cloud, region: string): string {
  const country = isDescribed(cloud) ? countryOf(cloud, region) : undefined;
  return `${region} (${country ?? 'country unknown'})`;
}
