import type { Construct } from 'constructs';
import type { StackContext } from '../stacks/context.js';
import { stacks as bedrock } from './bedrock/stacks.js';
import { stacks as bedrockImport } from './bedrock-import/stacks.js';
import type { Host, HostOf, KeyOn } from './schemas.js';
import { stacks as selfHostedAws } from './self-hosted-aws/stacks.js';
import { type HostStacks, makeStacks } from './shared/host-stacks.js';

/** Stacks of the hosts that CDK makes, apart from the others: an application loads one framework. */
export const awsHostStacks = {
  bedrock,
  'bedrock-import': bedrockImport,
  'self-hosted-aws': selfHostedAws,
} as const satisfies { readonly [K in KeyOn<'aws'>]: HostStacks<HostOf<K>> };

/** Makes the stacks of every host on AWS, in the order of the registry. */
export function makeAwsHostStacks(app: Construct, context: StackContext): void {
  for (const key of Object.keys(awsHostStacks) as KeyOn<'aws'>[]) makeStacks(app, context, key, awsHostStacks[key] as HostStacks<Host>);
}
