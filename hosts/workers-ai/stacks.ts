import type { HostStacks } from '../shared/host-stacks.js';
import type { WorkersAiHost } from './schema.js';
import { WorkersAiStack } from './stacks/workers-ai.js';

export const stacks: HostStacks<WorkersAiHost> = {
  host: (app, context, id, host) => {
    new WorkersAiStack(app, context, id, host);
  },
  shared: () => undefined,
};
