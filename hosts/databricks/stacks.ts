import { type HostStacks, noStacks } from '../shared/host-stacks.js';
import type { DatabricksHost } from './schema.js';

/** Not provisioned. */
export const stacks: HostStacks<DatabricksHost> = noStacks;
