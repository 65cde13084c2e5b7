import type { App } from 'aws-cdk-lib/core';
import { bedrockParts, financeParts, identityHome, identityParts } from '../../derived/parts.js';
import { mayServe } from '../../derived/stored-weights.js';
import { weightsPlaces, weightsRegions } from '../../derived/supply.js';
import { bedrockReach } from '../../hosts/bedrock/reach.js';
import type { BedrockHost } from '../../hosts/bedrock/schema.js';
import { cloudOf, type Host } from '../../hosts/schemas.js';
import { hostsOf } from '../../hosts/select.js';
import { entity, managementAccount, sortedEntries } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { orderedPairs } from '../order.js';
import { AccountStack } from './account.js';
import { AwsStack } from './aws-stack.js';
import { BedrockStack } from './bedrock.js';
import { BedrockImportStack } from './bedrock-import.js';
import { CapacityStack } from './capacity.js';
import { billingRegion, FinanceStack } from './finance.js';
import { FleetStack } from './fleet.js';
import { IdentityStack } from './identity.js';
import { LifecycleStack } from './lifecycle.js';
import { NetworkStack } from './network.js';
import { OrganizationStack } from './organization.js';
import { WeightsStack } from './weights.js';
import { WeightsIngestStack } from './weights-ingest.js';

/** Every AWS stack that a topology needs, and no other, in the order of deployment. */
export function awsStacks(app: App, context: StackContext): void {
  const { topology, outputs } = context;
  const served = ([id, host]: readonly [string, Host]) => mayServe(topology, outputs, id, host);
  for (const [id, network] of sortedEntries(topology.networks)) {
    if (network.cloud === 'aws' && topology.existing.networks[id] === undefined) new NetworkStack(app, context, id, network);
  }
  const management = managementAccount(topology);
  if (management !== undefined) new OrganizationStack(app, context, management);
  const identity = identityHome(topology);
  if (identity !== undefined) for (const part of identityParts(topology)) new IdentityStack(app, context, identity.account, identity.region, part);

  for (const [id, host] of hostsOf(topology, 'bedrock')) bedrockStacks(app, context, id, host);
  const imports = hostsOf(topology, 'bedrock-import');
  for (const [id, host] of imports.filter(served)) new BedrockImportStack(app, context, id, host);
  for (const place of places(hostsOf(topology, 'bedrock').map(([, host]) => host))) new LifecycleStack(app, context, place.account, place.region);
  for (const [id, host] of hostsOf(topology, 'self-hosted-aws').filter(served)) {
    if (Object.keys(host.capacity.reservations).length + Object.keys(host.capacity.blocks).length > 0) new CapacityStack(app, context, id, host);
    new FleetStack(app, context, id, host);
  }
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
  const stacks = app.node.children.filter((child) => child instanceof AwsStack);
  for (const { first, after, because } of orderedPairs(stacks)) after.addStackDependency(first, because);
}

/** The stacks of one host: the guardrail is in the first, and is there before the others. */
function bedrockStacks(app: App, context: StackContext, id: string, host: BedrockHost): void {
  const [first, ...more] = bedrockParts(context.topology, id).map((part) => new BedrockStack(app, context, id, host, part));
  for (const stack of more) if (first !== undefined) stack.addStackDependency(first);
}

interface Place {
  readonly account: string;
  readonly region: string;
}

/** Source and destination regions of every Bedrock host: data may be kept wherever it is processed. */
function bedrockPlaces({ topology }: StackContext): Place[] {
  return places([
    ...hostsOf(topology, 'bedrock').flatMap(([, host]) =>
      [host.region, ...bedrockReach(topology, host).destinations].map((region) => ({ account: host.account, region })),
    ),
    ...hostsOf(topology, 'bedrock-import').map(([, host]) => host),
  ]);
}

function places(all: readonly Place[]): Place[] {
  const unique = new Map(all.map(({ account, region }) => [`${account} ${region}`, { account, region }]));
  return sortedEntries(Object.fromEntries(unique)).map(([, place]) => place);
}
