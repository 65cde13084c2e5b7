import type { HostStacks } from '../shared/host-stacks.js';
import type { AzureFoundryHost } from './schema.js';
import { FoundryStack } from './stacks/foundry.js';

export const stacks: HostStacks<AzureFoundryHost> = {
  host: (app, context, id, host) => {
    new FoundryStack(app, context, id, host);
  },
  shared: () => undefined,
};
