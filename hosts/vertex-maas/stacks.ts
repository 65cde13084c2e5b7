import { type HostStacks, noStacks } from '../shared/host-stacks.js';
import type { VertexMaasHost } from './schema.js';

/** Its API is switched on and allowed by the stack of its account. */
export const stacks: HostStacks<VertexMaasHost> = noStacks;
