import { BedrockDashboardStack } from './bedrock-dashboard.js';
import type { MakeOwnStack, OwnStackOn } from './own-stack.js';

/** Stacks of your own on AWS, by their names in topology/schema/own-stacks.ts. */
export const awsOwnStacks = {
  'bedrock-dashboard': (app, context, place) => new BedrockDashboardStack(app, context, place),
} as const satisfies Readonly<Record<OwnStackOn<'aws'>, MakeOwnStack>>;
