import { compute } from './expected/compute.js';
import type { Fact } from './expected/fact.js';
import { governance } from './expected/governance.js';
import { network } from './expected/network.js';
import { storage } from './expected/storage.js';

export type { Seen } from './expected/fact.js';

/** What must hold of everything that a deployment makes. */
export const facts: readonly Fact[] = [...compute, ...network, ...storage, ...governance];
