import type { App } from 'cdktf';
import { hostsOfKind } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { googleAccounts } from './account.js';
import { FoundationStack } from './foundation.js';
import { SearchStack } from './search.js';
import { VertexStack } from './vertex.js';

/**
 * Makes the Google stacks that the topology needs: none without a host on Vertex AI.
 *
 * Deploy foundations first, then searches, then endpoints. They share names, not state, so nothing else holds that
 * order, and a data store made before its key was registered can never be encrypted with it.
 */
export function googleStacks(app: App, context: StackContext): void {
  for (const view of googleAccounts(context.topology)) new FoundationStack(app, context, view);
  for (const [id, host] of hostsOfKind(context.topology, 'vertex-endpoint')) {
    if (host.search !== undefined) new SearchStack(app, context, id, host, host.search);
    new VertexStack(app, context, id, host);
  }
}
