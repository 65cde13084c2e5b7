import { sortedEntries } from '../../topology/views.js';
import { hostsOf } from '../select.js';
import type { HostStacks } from '../shared/host-stacks.js';
import { bedrockParts } from '../shared/workload-parts.js';
import type { BedrockHost } from './schema.js';
import { BedrockStack } from './stacks/bedrock.js';
import { LifecycleStack } from './stacks/lifecycle.js';

export const stacks: HostStacks<BedrockHost> = {
  /** The guardrail is in the first stack, and is there before the others. */
  host: (app, context, id, host) => {
    const [first, ...more] = bedrockParts(context.topology, id).map((part) => new BedrockStack(app, context, id, host, part));
    for (const stack of more) if (first !== undefined) stack.addStackDependency(first);
  },
  shared: (app, context) => {
    const places = new Map(hostsOf(context.topology, 'bedrock').map(([, { account, region }]) => [`${account} ${region}`, { account, region }]));
    for (const [, { account, region }] of sortedEntries(Object.fromEntries(places))) new LifecycleStack(app, context, account, region);
  },
};
