import type { HostStacks } from '../shared/host-stacks.js';
import type { AwsFleetHost } from './schema.js';
import { CapacityStack } from './stacks/capacity.js';
import { FleetStack } from './stacks/fleet.js';

export const stacks: HostStacks<AwsFleetHost> = {
  host: (app, context, id, host) => {
    if (Object.keys(host.capacity.reservations).length + Object.keys(host.capacity.blocks).length > 0) new CapacityStack(app, context, id, host);
    new FleetStack(app, context, id, host);
  },
  shared: () => undefined,
};
