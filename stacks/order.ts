import { type StackKind, stackKinds } from '../hosts/shared/stack-kinds.js';

/** Every other kind of a cloud: a new one takes its place without a word here. */
const allBut = (cloud: 'aws' | 'google', one: StackKind): readonly StackKind[] => stackKinds.filter((kind) => kind.startsWith(`${cloud}-`) && kind !== one);

/** How far a step of the order reaches: two stacks are ordered only if they share this. */
export type OrderScope = 'host' | 'account' | 'region' | 'topology';

/** One step of the order of deployment; destruction goes the other way. */
export interface OrderStep {
  readonly first: readonly StackKind[];
  readonly after: readonly StackKind[];
  readonly within: OrderScope;
  /** For documentation: begins in lower case, no full stop. */
  readonly because: string;
}

/**
 * The order of deployment: dependencies between stacks, and the table in docs/operations.md, which a test holds to it.
 * Stacks share names and parameters, never exports or state, so nothing but this holds the order.
 */
export const deploymentOrder: readonly OrderStep[] = [
  {
    first: ['aws-identity'],
    after: ['aws-network', 'aws-fleet', 'aws-bedrock', 'aws-bedrock-import', 'aws-gateway'],
    within: 'account',
    because: 'they name its roles: in endpoint policies, and in policies that they attach to them',
  },
  {
    first: ['aws-network'],
    after: ['aws-fleet', 'aws-bedrock', 'aws-bedrock-import', 'aws-gateway'],
    within: 'account',
    because: 'they read the VPC, its subnets and its endpoints from SSM parameters',
  },
  {
    first: ['aws-account'],
    after: ['aws-bedrock', 'aws-bedrock-import', 'aws-gateway'],
    within: 'account',
    because: 'no prompt reaches Bedrock before the account keeps none and logs as declared',
  },
  {
    first: ['aws-weights-ingest'],
    after: ['aws-weights'],
    within: 'region',
    because: 'its role must exist before another account names it',
  },
  {
    first: ['aws-weights'],
    after: ['aws-capacity', 'aws-fleet', 'aws-bedrock-import'],
    within: 'account',
    because: 'they read the bucket and its keys; capacity bills from its creation, and nothing serves before weights are there',
  },
  { first: ['aws-capacity'], after: ['aws-fleet'], within: 'host', because: 'the Auto Scaling group targets its reservation group' },
  {
    first: ['aws-token-broker', 'aws-fleet', 'aws-bedrock', 'aws-bedrock-import'],
    after: ['aws-gateway'],
    within: 'account',
    because: 'a task of a gateway starts only when it was given every credential that its routes need, and they hold what those open',
  },
  {
    first: ['aws-images'],
    after: ['aws-gateway'],
    within: 'region',
    because: 'its job fills the registry that tasks of gateways are started from',
  },
  {
    first: ['aws-identity', 'aws-network', 'aws-fleet', 'aws-bedrock', 'aws-bedrock-import', 'aws-gateway'],
    after: ['aws-extension'],
    within: 'account',
    because: 'code of your own may read what they share',
  },
  {
    first: allBut('aws', 'aws-organization'),
    after: ['aws-organization'],
    within: 'topology',
    because: 'its policies forbid what these accounts do not use, so everything they use is there first',
  },
  {
    first: ['google-foundation'],
    after: allBut('google', 'google-foundation'),
    within: 'account',
    because: 'they need its services, keys, network and identities',
  },
  {
    first: ['google-search'],
    after: ['google-vertex'],
    within: 'host',
    because: 'a data store made before its key was registered can never be encrypted with it, and an endpoint without retrieval answers ungrounded',
  },
  {
    first: ['google-weights'],
    after: ['google-capacity', 'google-fleet'],
    within: 'account',
    because: 'nodes find bucket and signing key by name; capacity bills from its creation, and nothing serves before weights are there',
  },
  { first: ['google-capacity'], after: ['google-fleet'], within: 'host', because: 'instances ask for its reservation by name' },
  {
    first: ['azure-account', 'azure-network'],
    after: ['azure-weights', 'azure-fleet', 'azure-foundry', 'azure-extension'],
    within: 'account',
    because: 'policies must be there before what they govern, and endpoints are in its subnets',
  },
  {
    first: ['azure-weights'],
    after: ['azure-fleet'],
    within: 'account',
    because: 'nodes find store and signing key by name, and nothing serves before weights are there',
  },
  { first: ['databricks-account'], after: ['databricks-serving'], within: 'account', because: 'compute must not reach the internet before it holds prompts' },
];

/** A stack as the order sees it. */
export interface StackPlace {
  readonly kind: StackKind;
  /** Account alias. */
  readonly account: string;
  /** Undefined where one provider reaches all regions. */
  readonly region: string | undefined;
  /** What tells it from others of its kind: the id of its host, network, … */
  readonly part: string | undefined;
}

/** Every pair of stacks that a step of the order is about: the second waits for the first. */
export function orderedPairs<S extends { readonly place: StackPlace }>(
  stacks: readonly S[],
): { readonly first: S; readonly after: S; readonly because: string }[] {
  return deploymentOrder.flatMap((step) => {
    const of = (kinds: readonly StackKind[]) => stacks.filter(({ place }) => kinds.includes(place.kind));
    const waiting = of(step.after);
    return of(step.first).flatMap((first) =>
      waiting.filter((after) => meet(first.place, after.place, step.within)).map((after) => ({ first, after, because: step.because })),
    );
  });
}

function meet(first: StackPlace, after: StackPlace, scope: OrderScope): boolean {
  switch (scope) {
    case 'topology':
      return true;
    case 'host':
      return first.part !== undefined && first.part === after.part;
    case 'account':
      return first.account === after.account;
    case 'region':
      return first.region !== undefined && first.region === after.region;
  }
}
