import { nodeHardware } from '../../facts/hardware.js';
import type { SelfHostedHost } from '../schemas.js';
import { servedVersions } from './fleet-versions.js';
import { type Capacity, type HostTraits, inItsRegion } from './host-traits.js';
import { ownWeightsOffer } from './own-weights-offer.js';

/** What fleets answer alike on every cloud. */
export const fleetTraits: Pick<HostTraits<SelfHostedHost>, 'operator' | 'offer' | 'processing'> = {
  operator: 'self',
  offer: ownWeightsOffer,
  processing: inItsRegion,
};

export function fleetCapacity(host: SelfHostedHost, spare: number): Capacity {
  return {
    unit: 'nodes',
    hardware: nodeHardware(host.cloud, host.nodes.instanceType) ?? 'unknown',
    spare,
    tensorParallel: host.serving.tensorParallel,
    versions: servedVersions(host),
  };
}
