import { type HostStacks, noStacks } from '../shared/host-stacks.js';
import type { WorkersAiHost } from './schema.js';

/** Not provisioned. */
export const stacks: HostStacks<WorkersAiHost> = noStacks;
