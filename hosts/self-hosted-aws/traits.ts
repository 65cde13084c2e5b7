import { fleetCapacity, fleetTraits } from '../shared/fleet-traits.js';
import type { HostTraits } from '../shared/host-traits.js';
import type { AwsFleetHost } from './schema.js';

export const traits: HostTraits<AwsFleetHost> = {
  ...fleetTraits,
  network: { mayDiffer: [], domains: () => [], endpoints: 'nodes' },
  google: () => 'none',
  capacity: (host) => fleetCapacity(host, host.nodes.spare),
  // It is called by the name that the topology gives it.
  deployTimeValues: () => [],
};
