import type { HostStacks } from '../shared/host-stacks.js';
import type { AzureFleetHost } from './schema.js';
import { FleetStack } from './stacks/fleet.js';

export const stacks: HostStacks<AzureFleetHost> = {
  host: (app, context, id, host) => {
    new FleetStack(app, context, id, host);
  },
  shared: () => undefined,
};
