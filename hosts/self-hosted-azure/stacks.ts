import { type HostStacks, noStacks } from '../shared/host-stacks.js';
import type { AzureFleetHost } from './schema.js';

export const stacks: HostStacks<AzureFleetHost> = noStacks;
