import type { App } from 'aws-cdk-lib/core';
import { bedrockPlaces } from '../../derived/aws-places.js';
import { awsBudgets } from '../../derived/budgets.js';
import { billingPlace, costJob } from '../../derived/cost-job.js';
import { gatewayImages, gatewayPlaces, imageRegions, isServed } from '../../derived/gateway-service.js';
import { identityHome, identityParts } from '../../derived/parts.js';
import { weightsPlaces, weightsRegions } from '../../derived/supply.js';
import { tokenBrokers } from '../../derived/token-brokers.js';
import { configurationOf } from '../../gateway/configuration.js';
import { makeAwsHostStacks } from '../../hosts/stacks-aws.js';
import { AccountStack } from '../../stacks/aws/account.js';
import { AllocatedCostStack } from '../../stacks/aws/allocated-cost.js';
import { AwsStack } from '../../stacks/aws/aws-stack.js';
import { BillingStack } from '../../stacks/aws/billing.js';
import { FinanceStack } from '../../stacks/aws/finance.js';
import { GatewayStack } from '../../stacks/aws/gateway/gateway.js';
import { IdentityStack } from '../../stacks/aws/identity.js';
import { ImagesStack } from '../../stacks/aws/images.js';
import { NetworkStack } from '../../stacks/aws/network.js';
import { OrganizationStack } from '../../stacks/aws/organization.js';
import { TokenBrokerStack } from '../../stacks/aws/token-broker.js';
import { WeightsStack } from '../../stacks/aws/weights.js';
import { WeightsIngestStack } from '../../stacks/aws/weights-ingest.js';
import type { StackContext } from '../../stacks/context.js';
import { makeOwnStacks } from '../../stacks/extensions/own-stack.js';
import { awsOwnStacks } from '../../stacks/extensions/registry-aws.js';
import { orderedPairs } from '../../stacks/order.js';
import { entity, managementAccount, sortedEntries } from '../../topology/views.js';
import { imageArchive } from './image-archive.js';

/** Every AWS stack that a topology needs, and no other, in the order of deployment. */
export function awsStacks(app: App, context: StackContext): void {
  const { topology } = context;
  for (const [id, network] of sortedEntries(topology.networks)) {
    if (network.cloud === 'aws' && topology.existing.networks[id] === undefined) new NetworkStack(app, context, id, network);
  }
  const management = managementAccount(topology);
  if (management !== undefined) new OrganizationStack(app, context, management);
  const identity = identityHome(topology);
  if (identity !== undefined) {
    const [first, ...rest] = identityParts(topology).map((part) => new IdentityStack(app, context, identity.account, identity.region, part));
    if (first !== undefined) for (const part of rest) part.addStackDependency(first, 'its roles name those of zones, which are in the first part');
  }
  for (const broker of tokenBrokers(topology)) new TokenBrokerStack(app, context, broker);

  makeAwsHostStacks(app, context);
  for (const place of gatewayPlaces(topology)) {
    const images = gatewayImages(topology, context.outputs, place);
    if (images !== undefined && isServed(topology, context.outputs, place.zone))
      new GatewayStack(app, context, { place, images, configuration: configurationOf(topology, context.outputs, place.zone) });
  }
  for (const place of weightsPlaces(topology, 'aws')) new WeightsStack(app, context, place.account, place.region);
  const { ingest } = topology.weights;
  for (const region of weightsRegions(topology)) if (ingest?.regions[region] !== undefined) new WeightsIngestStack(app, context, ingest, region);
  const { images } = topology.gateway;
  if (images !== undefined) for (const region of imageRegions(topology)) new ImagesStack(app, context, { images, region, archive: imageArchive() });
  for (const place of bedrockPlaces(topology)) {
    if (entity(topology.accounts.aws, place.account).owns) new AccountStack(app, context, place.account, place.region);
  }
  for (const budgets of awsBudgets(topology)) new FinanceStack(app, context, budgets);
  const billing = billingPlace(topology);
  if (billing !== undefined) new BillingStack(app, context, billing);
  const job = costJob(topology);
  if (job !== undefined) new AllocatedCostStack(app, context, job);
  makeOwnStacks(app, context, awsOwnStacks);
  const stacks = app.node.children.filter((child) => child instanceof AwsStack);
  for (const { first, after, because } of orderedPairs(stacks)) after.addStackDependency(first, because);
}
