import type { HostStacks } from '../shared/host-stacks.js';
import type { OciGenerativeAiHost } from './schema.js';
import { GenerativeAiStack } from './stacks/generative-ai.js';

export const stacks: HostStacks<OciGenerativeAiHost> = {
  host: (app, context, id, host) => {
    new GenerativeAiStack(app, context, id, host);
  },
  shared: () => undefined,
};
