import type { HostStacks } from '../shared/host-stacks.js';
import type { DatabricksHost } from './schema.js';
import { ServingStack } from './stacks/serving.js';

export const stacks: HostStacks<DatabricksHost> = {
  host: (app, context, id, host) => {
    new ServingStack(app, context, id, host);
  },
  shared: () => undefined,
};
