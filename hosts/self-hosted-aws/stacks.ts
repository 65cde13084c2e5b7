import type { HostStacks } from '../shared/host-stacks.js';
import { hasDedicated } from './dedicated.js';
import type { AwsFleetHost } from './schema.js';
import { CapacityStack } from './stacks/capacity.js';
import { FleetStack } from './stacks/fleet.js';

export const stacks: HostStacks<AwsFleetHost> = {
  host: (app, context, id, host) => {
    if (hasDedicated(host.capacity)) new CapacityStack(app, context, id, host);
    new FleetStack(app, context, id, host);
  },
  shared: () => undefined,
};
