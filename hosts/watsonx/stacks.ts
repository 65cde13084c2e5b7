import { type HostStacks, noStacks } from '../shared/host-stacks.js';
import type { WatsonxHost } from './schema.js';

/** Not provisioned. */
export const stacks: HostStacks<WatsonxHost> = noStacks;
