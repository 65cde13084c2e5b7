import type { App } from 'cdktf';
import { mayServe } from '../../derived/stored-weights.js';
import { weightsPlaces } from '../../derived/supply.js';
import { hostsOf } from '../../hosts/select.js';
import type { StackContext } from '../context.js';
import { googleAccounts } from './account.js';
import { CapacityStack } from './capacity.js';
import { FleetStack } from './fleet.js';
import { FoundationStack } from './foundation.js';
import { SearchStack } from './search.js';
import { VertexStack } from './vertex.js';
import { WeightsStack } from './weights.js';

/** Makes the Google stacks that the topology needs: none without a host on Google. */
export function googleStacks(app: App, context: StackContext): void {
  for (const view of googleAccounts(context.topology)) new FoundationStack(app, context, view);
  for (const [id, host] of hostsOf(context.topology, 'vertex-endpoint')) {
    if (host.search !== undefined) new SearchStack(app, context, id, host, host.search);
    new VertexStack(app, context, id, host);
  }
  for (const place of weightsPlaces(context.topology, 'google')) new WeightsStack(app, context, place.account, place.region);
  for (const [id, host] of hostsOf(context.topology, 'self-hosted-google')) {
    if (!mayServe(context.topology, context.outputs, id, host)) continue;
    new CapacityStack(app, context, id, host);
    new FleetStack(app, context, id, host);
  }
}
