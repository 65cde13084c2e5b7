import type { HostStacks } from '../shared/host-stacks.js';
import type { VertexEndpointHost } from './schema.js';
import { SearchStack } from './stacks/search.js';
import { VertexStack } from './stacks/vertex.js';

export const stacks: HostStacks<VertexEndpointHost> = {
  host: (app, context, id, host) => {
    if (host.search !== undefined) new SearchStack(app, context, id, host, host.search);
    new VertexStack(app, context, id, host);
  },
  shared: () => undefined,
};
