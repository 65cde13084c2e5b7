import type { App } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { bedrockPlaces } from '../../derived/aws-places.js';
import { awsBudgets } from '../../derived/budgets.js';
import { billingPlace, costJob } from '../../derived/cost-job.js';
import { gatewayImages, gatewayPlaces, imageRegions, isServed } from '../../derived/gateway-service.js';
import { identityHome, identityParts } from '../../derived/parts.js';
import { weightsPlaces, weightsRegions } from '../../derived/supply.js';
import { tokenBrokers } from '../../derived/token-brokers.js';
import { configurationOf } from '../../gateway/configuration.js';
import { awsHostParts } from '../../hosts/stacks-aws.js';
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
import { ownStackParts } from '../../stacks/extensions/own-stack.js';
import { awsOwnStacks } from '../../stacks/extensions/registry-aws.js';
import { orderedPairs } from '../../stacks/order.js';
import { type StackPart, stackPart } from '../../stacks/stack-part.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, managementAccount, sortedEntries } from '../../topology/views.js';
import { imageArchive } from './image-archive.js';

/** Every AWS stack that a topology needs, and no other, in the order of deployment. */
export function awsParts(context: StackContext): StackPart[] {
  const { topology } = context;
  const networks = sortedEntries(topology.networks).filter(([id, { cloud }]) => cloud === 'aws' && topology.existing.networks[id] === undefined);
  const management = managementAccount(topology);
  const billing = billingPlace(topology);
  const job = costJob(topology);
  return [
    ...networks.map(([id, network]) => stackPart('network', { id, network }, (app, made) => new NetworkStack(app, made, id, network))),
    ...present(management).map((account) => stackPart('organization', account, (app, made) => new OrganizationStack(app, made, account))),
    ...present(identityHome(topology)).map((home) => stackPart('identity', home, makeIdentity)),
    ...tokenBrokers(topology).map((broker) => stackPart('token broker', broker, (app, made) => new TokenBrokerStack(app, made, broker))),
    ...awsHostParts(context),
    ...gatewayPlaces(topology).flatMap((place) => {
      const images = gatewayImages(topology, context.outputs, place);
      if (images === undefined || !isServed(topology, context.outputs, place.zone)) return [];
      const gateway = { place, images, configuration: configurationOf(topology, context.outputs, place.zone) };
      return [stackPart('gateway', gateway, (app, made) => new GatewayStack(app, made, gateway))];
    }),
    ...weightsPlaces(topology, 'aws').map((at) => stackPart('weights', at, (app, made) => new WeightsStack(app, made, at.account, at.region))),
    ...ingestParts(topology),
    ...imageParts(topology),
    ...bedrockPlaces(topology)
      .filter(({ account }) => entity(topology.accounts.aws, account).owns)
      .map((at) => stackPart('account', at, (app, made) => new AccountStack(app, made, at.account, at.region))),
    ...awsBudgets(topology).map((budgets) => stackPart('finance', budgets, (app, made) => new FinanceStack(app, made, budgets))),
    ...present(billing).map((place) => stackPart('billing', place, (app, made) => new BillingStack(app, made, place))),
    ...present(job).map((place) => stackPart('allocated cost', place, (app, made) => new AllocatedCostStack(app, made, place))),
    ...ownStackParts(context, awsOwnStacks),
  ];
}

/** Makes stacks, and the order in which they are deployed. */
export function awsStacks(app: App, context: StackContext, parts: readonly StackPart[] = awsParts(context)): void {
  for (const part of parts) part.make(app, context);
  const stacks = app.node.children.filter((child) => child instanceof AwsStack);
  for (const { first, after, because } of orderedPairs(stacks)) after.addStackDependency(first, because);
}

function makeIdentity(app: Construct, context: StackContext, { account, region }: { account: string; region: string }): void {
  const [first, ...rest] = identityParts(context.topology).map((part) => new IdentityStack(app, context, account, region, part));
  if (first !== undefined) for (const part of rest) part.addStackDependency(first, 'its roles name those of zones, which are in the first part');
}

function ingestParts(topology: Topology): StackPart[] {
  const { ingest } = topology.weights;
  const regions = weightsRegions(topology).filter((region) => ingest?.regions[region] !== undefined);
  return present(ingest).flatMap((job) =>
    regions.map((region) => stackPart('weights ingest', { job, region }, (app, made) => new WeightsIngestStack(app, made, job, region))),
  );
}

function imageParts(topology: Topology): StackPart[] {
  return present(topology.gateway.images).flatMap((images) =>
    imageRegions(topology).map((region) => {
      const job = { images, region, archive: imageArchive() };
      return stackPart('images', job, (app, made) => new ImagesStack(app, made, job));
    }),
  );
}

const present = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);
