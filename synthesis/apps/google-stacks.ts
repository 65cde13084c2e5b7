import type { App } from 'cdktf';
import { googleAccounts } from '../../derived/google-accounts.js';
import { weightsPlaces } from '../../derived/supply.js';
import { makeTerraformHostStacks } from '../../hosts/stacks-terraform.js';
import type { StackContext } from '../../stacks/context.js';
import { FoundationStack } from '../../stacks/google/foundation.js';
import { WeightsStack } from '../../stacks/google/weights.js';

/** The Google stacks that a topology needs: none without a host on Google. */
export function googleStacks(app: App, context: StackContext): void {
  for (const view of googleAccounts(context.topology)) new FoundationStack(app, context, view);
  for (const place of weightsPlaces(context.topology, 'google')) new WeightsStack(app, context, place.account, place.region);
  makeTerraformHostStacks(app, context, 'google');
}
