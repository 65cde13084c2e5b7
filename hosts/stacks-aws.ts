import type { StackContext } from '../stacks/context.js';
import type { StackPart } from '../stacks/stack-part.js';
import { stacks as bedrock } from './bedrock/stacks.js';
import { stacks as bedrockImport } from './bedrock-import/stacks.js';
import type { Host, HostOf, KeyOn } from './schemas.js';
import { stacks as selfHostedAws } from './self-hosted-aws/stacks.js';
import { type HostStacks, stackParts } from './shared/host-stacks.js';

/** Stacks of the hosts that CDK makes, apart from the others: an application loads one framework. */
export const awsHostStacks = {
  bedrock,
  'bedrock-import': bedrockImport,
  'self-hosted-aws': selfHostedAws,
} as const satisfies { readonly [K in KeyOn<'aws'>]: HostStacks<HostOf<K>> };

/** The stacks of every host on AWS, in the order of the registry. */
export function awsHostParts(context: StackContext): StackPart[] {
  return (Object.keys(awsHostStacks) as KeyOn<'aws'>[]).flatMap((key) => stackParts(context, key, awsHostStacks[key] as HostStacks<Host>));
}
