import type { HostStacks } from '../shared/host-stacks.js';
import type { WatsonxHost } from './schema.js';
import { RuntimeStack } from './stacks/runtime.js';

export const stacks: HostStacks<WatsonxHost> = {
  host: (app, context, id, host) => {
    new RuntimeStack(app, context, id, host);
  },
  shared: () => undefined,
};
