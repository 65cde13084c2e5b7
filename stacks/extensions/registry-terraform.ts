import type { MakeOwnStack, OwnStackOn } from './own-stack.js';

/** Root modules of your own on Google and Azure, by their names in topology/schema/own-stacks.ts. Apart from those on AWS: an application loads one framework. */
export const terraformOwnStacks = {} as const satisfies Readonly<Record<OwnStackOn<'google' | 'azure'>, MakeOwnStack>>;
