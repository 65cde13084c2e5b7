import type { Cloud } from '../../../clouds/cloud.js';
import { cloudOf } from '../../../hosts/schemas.js';
import { traitsOf } from '../../../hosts/traits.js';
import type { Topology } from '../../../topology/schema/topology.js';
import type { Workload } from '../../../topology/schema/workloads.js';
import { entity, gatewayNetwork, hostsNamedBy } from '../../../topology/views.js';

/** What is done with the prompts of a workload at a place. */
export interface Deed {
  readonly cloud: Cloud;
  /** A region or location, or what stands for many. */
  readonly place: string;
  /** Whether `place` is a region or location of the cloud. */
  readonly named: boolean;
  readonly what: string;
}

/** The way of a prompt: through the gateway, to each host of the route, past what screens and grounds it. */
export function deedsOf(topology: Topology, workload: Workload): Deed[] {
  const network = gatewayNetwork(topology, workload);
  const through =
    network === undefined ? [] : [{ cloud: 'aws' as const, place: entity(topology.networks, network).region, named: true, what: 'passes the gateway' }];
  return [...through, ...hostsNamedBy(workload).flatMap(({ host, field }) => hostDeeds(topology, host, field))];
}

const lookedUp = 'looked up in its search index';

function hostDeeds(topology: Topology, id: string, field: string): Deed[] {
  const host = entity(topology.hosts, id);
  const cloud = cloudOf(host);
  const role = field === 'guard' ? `screened by ${id}` : field === 'route[0]' ? `answered by ${id}` : `overflow answered by ${id}`;
  const processing = traitsOf(host).processing(topology, host);
  const places =
    processing.scope === 'regions'
      ? [...processing.regions].sort().map((place) => ({ place, named: true }))
      : processing.scope === 'data zone'
        ? [{ place: `data zone of ${processing.region}`, named: false }]
        : [{ place: processing.words, named: false }];
  const beside: Deed[] = [
    ...('guardrail' in host ? [{ cloud, place: host.region, named: true, what: 'screened by its guardrail' }] : []),
    ...('modelArmor' in host && host.modelArmor !== undefined ? [{ cloud, place: host.region, named: true, what: 'screened by Model Armor' }] : []),
    ...('search' in host && host.search !== undefined ? [{ cloud, place: host.search.location, named: true, what: lookedUp }] : []),
  ];
  // Of a host that is only searched, the index alone.
  if (field === 'search') return beside.filter(({ what }) => what === lookedUp);
  return [...places.map((at) => ({ cloud, ...at, what: role })), ...beside];
}
