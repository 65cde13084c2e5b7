import type { HostStacks } from '../shared/host-stacks.js';
import type { GoogleFleetHost } from './schema.js';
import { CapacityStack } from './stacks/capacity.js';
import { FleetStack } from './stacks/fleet.js';

export const stacks: HostStacks<GoogleFleetHost> = {
  host: (app, context, id, host) => {
    new CapacityStack(app, context, id, host);
    new FleetStack(app, context, id, host);
  },
  shared: () => undefined,
};
