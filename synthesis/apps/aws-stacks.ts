import type { App } from 'aws-cdk-lib/core';
import { financeParts, identityHome, identityParts } from '../../derived/parts.js';
import { weightsPlaces, weightsRegions } from '../../derived/supply.js';
import { cloudOf } from '../../hosts/schemas.js';
import { guardrailHosts } from '../../hosts/select.js';
import { makeAwsHostStacks } from '../../hosts/stacks-aws.js';
import { traitsOf } from '../../hosts/traits.js';
import { AccountStack } from '../../stacks/aws/account.js';
import { AwsStack } from '../../stacks/aws/aws-stack.js';
import { billingRegion, FinanceStack } from '../../stacks/aws/finance.js';
import { IdentityStack } from '../../stacks/aws/identity.js';
import { NetworkStack } from '../../stacks/aws/network.js';
import { OrganizationStack } from '../../stacks/aws/organization.js';
import { WeightsStack } from '../../stacks/aws/weights.js';
import { WeightsIngestStack } from '../../stacks/aws/weights-ingest.js';
import type { StackContext } from '../../stacks/context.js';
import { makeOwnStacks } from '../../stacks/extensions/own-stack.js';
import { awsOwnStacks } from '../../stacks/extensions/registry-aws.js';
import { orderedPairs } from '../../stacks/order.js';
import { entity, managementAccount, sortedEntries } from '../../topology/views.js';

/** Every AWS stack that a topology needs, and no other, in the order of deployment. */
export function awsStacks(app: App, context: StackContext): void {
  const { topology } = context;
  for (const [id, network] of sortedEntries(topology.networks)) {
    if (network.cloud === 'aws' && topology.existing.networks[id] === undefined) new NetworkStack(app, context, id, network);
  }
  const management = managementAccount(topology);
  if (management !== undefined) new OrganizationStack(app, context, management);
  const identity = identityHome(topology);
  if (identity !== undefined) for (const part of identityParts(topology)) new IdentityStack(app, context, identity.account, identity.region, part);

  makeAwsHostStacks(app, context);
  for (const place of weightsPlaces(topology, 'aws')) new WeightsStack(app, context, place.account, place.region);
  const { ingest } = topology.weights;
  for (const region of weightsRegions(topology)) if (ingest?.regions[region] !== undefined) new WeightsIngestStack(app, context, ingest, region);
  for (const place of bedrockPlaces(context)) {
    if (entity(topology.accounts.aws, place.account).owns) new AccountStack(app, context, place.account, place.region);
  }
  const accounts = new Set(Object.values(topology.hosts).flatMap((host) => (cloudOf(host) === 'aws' ? [host.account] : [])));
  for (const account of [...accounts].sort()) {
    const region = billingRegion(topology, account);
    if (region !== undefined) for (const part of financeParts(topology, account)) new FinanceStack(app, context, account, region, part);
  }
  makeOwnStacks(app, context, awsOwnStacks);
  const stacks = app.node.children.filter((child) => child instanceof AwsStack);
  for (const { first, after, because } of orderedPairs(stacks)) after.addStackDependency(first, because);
}

interface Place {
  readonly account: string;
  readonly region: string;
}

/** Regions of every host on Bedrock, and where it processes: data may be kept wherever it is processed. */
function bedrockPlaces({ topology }: StackContext): Place[] {
  return places(
    guardrailHosts(topology).flatMap(([, host]) => {
      const processing = traitsOf(host).processing(topology, host);
      const elsewhere = processing.scope === 'regions' ? processing.regions : [];
      return [host.region, ...elsewhere].map((region) => ({ account: host.account, region }));
    }),
  );
}

function places(all: readonly Place[]): Place[] {
  const unique = new Map(all.map(({ account, region }) => [`${account} ${region}`, { account, region }]));
  return sortedEntries(Object.fromEntries(unique)).map(([, place]) => place);
}
