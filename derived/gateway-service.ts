import type { Outputs } from '../topology/outputs.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, sortedEntries } from '../topology/views.js';
import { imageRegistry } from './image-registry.js';
import { stackName } from './names.js';
import { waitingZones } from './waiting-zones.js';

/** Where the gateway of a zone is served. */
export interface GatewayPlace {
  readonly zone: string;
  readonly network: string;
  readonly account: string;
  readonly region: string;
}

/** What the tasks of a gateway run: Envoy, and our own processes beside it. `repository:tag@sha256:digest`. */
export interface GatewayImages {
  readonly envoy: string;
  readonly processes: string;
}

/** Every gateway on AWS that is made here, that callers have an address of and that some workload needs, by zone. */
export function gatewayPlaces(topology: Topology): readonly GatewayPlace[] {
  if (topology.gateway.engine === 'existing') return [];
  const used = new Set(Object.values(topology.workloads).map(({ zone }) => zone));
  return sortedEntries(topology.gateway.zones).flatMap(([zone, { network, endpoint }]) => {
    const { cloud, account, region } = entity(topology.networks, network);
    return cloud === 'aws' && endpoint !== undefined && used.has(zone) ? [{ zone, network, account, region }] : [];
  });
}

/** The gateway that a stack is made for, by the stack's name. */
export function gatewayOfStack(topology: Topology, stack: string): GatewayPlace | undefined {
  return gatewayPlaces(topology).find(({ zone, account }) => stack === stackName(topology, account, 'aws-gateway', zone));
}

/** Regions in which a job builds the images of gateways that are served there, sorted. */
export function imageRegions(topology: Topology): string[] {
  const served = new Set(gatewayPlaces(topology).map(({ region }) => region));
  return Object.keys(topology.gateway.images?.regions ?? {})
    .filter((region) => served.has(region))
    .sort();
}

/** Numbers of the accounts whose gateways in a region pull images of the job there, sorted. */
export function imagePullers(topology: Topology, region: string): string[] {
  const own = gatewayPlaces(topology).filter((place) => place.region === region);
  return [...new Set(own.map(({ account }) => entity(topology.accounts.aws, account).id))].sort();
}

/**
 * Images that the registry beside a gateway was seen to hold. An example is whole without: it cannot be deployed, and all-zero digests stand for
 * what nobody built.
 */
export function gatewayImages(topology: Topology, outputs: Outputs, { account, region }: Pick<GatewayPlace, 'account' | 'region'>): GatewayImages | undefined {
  return outputs.gateway?.images[account]?.[region] ?? (topology.example ? documentation(topology, region) : undefined);
}

/** In the registry that a job fills, or the account's own. */
function documentation(topology: Topology, region: string): GatewayImages {
  const nothing = `sha256:${'0'.repeat(64)}`;
  const registry = imageRegistry(topology, region);
  const [envoy, processes] =
    registry === undefined
      ? ['llama-gateway/envoy', 'llama-gateway/processes']
      : [`${registry.host}/${registry.repositories.envoy}`, `${registry.host}/${registry.repositories.processes}`];
  return { envoy: `${envoy}:distroless-v1.40.0@${nothing}`, processes: `${processes}:1@${nothing}` };
}

/**
 * Whether the stack of a zone's gateway is synthesized: its images are recorded, and everything is known that its routes are called with. An
 * example needs neither.
 */
export function isServed(topology: Topology, outputs: Outputs, zone: string): boolean {
  const place = gatewayPlaces(topology).find((one) => one.zone === zone);
  if (place === undefined || gatewayImages(topology, outputs, place) === undefined) return false;
  return topology.example || !waitingZones(topology, outputs).has(zone);
}
