import type { Outputs } from '../topology/outputs.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, sortedEntries } from '../topology/views.js';
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

/**
 * Images that the registry beside a gateway was seen to hold. An example is whole without: it cannot be deployed, and all-zero digests stand for
 * what nobody built.
 */
export function gatewayImages(
  { example }: Topology,
  outputs: Outputs,
  { account, region }: Pick<GatewayPlace, 'account' | 'region'>,
): GatewayImages | undefined {
  return outputs.gateway?.images[account]?.[region] ?? (example ? documentation : undefined);
}

const nothing = `sha256:${'0'.repeat(64)}`;
const documentation: GatewayImages = { envoy: `llama-gateway/envoy:distroless-v1.40.0@${nothing}`, processes: `llama-gateway/processes:1@${nothing}` };

/**
 * Whether the stack of a zone's gateway is synthesized: its images are recorded, and everything is known that its routes are called with. An
 * example needs neither.
 */
export function isServed(topology: Topology, outputs: Outputs, zone: string): boolean {
  const place = gatewayPlaces(topology).find((one) => one.zone === zone);
  if (place === undefined || gatewayImages(topology, outputs, place) === undefined) return false;
  return topology.example || !waitingZones(topology, outputs).has(zone);
}
