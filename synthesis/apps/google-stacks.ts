import { googleAccounts } from '../../derived/google-accounts.js';
import { weightsPlaces } from '../../derived/supply.js';
import { terraformHostParts } from '../../hosts/stacks-terraform.js';
import type { StackContext } from '../../stacks/context.js';
import { FoundationStack } from '../../stacks/google/foundation.js';
import { WeightsStack } from '../../stacks/google/weights.js';
import { type StackPart, stackPart } from '../../stacks/stack-part.js';

/** The Google stacks that a topology needs: none without a host on Google. */
export function googleParts(context: StackContext): StackPart[] {
  const { topology } = context;
  return [
    ...googleAccounts(topology).map((view) => stackPart('foundation', view, (app, made) => new FoundationStack(app, made, view))),
    ...weightsPlaces(topology, 'google').map((at) => stackPart('weights', at, (app, made) => new WeightsStack(app, made, at.account, at.region))),
    ...terraformHostParts(context, 'google'),
  ];
}
