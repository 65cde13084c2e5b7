import type { HostStacks } from '../shared/host-stacks.js';
import type { BedrockImportHost } from './schema.js';
import { BedrockImportStack } from './stacks/bedrock-import.js';

export const stacks: HostStacks<BedrockImportHost> = {
  host: (app, context, id, host) => {
    new BedrockImportStack(app, context, id, host);
  },
  shared: () => undefined,
};
