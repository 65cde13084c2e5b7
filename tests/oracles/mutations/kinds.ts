import type { Kind } from './kind.js';
import { access } from './kinds/access.js';
import { containers } from './kinds/containers.js';
import { gateway } from './kinds/gateway.js';
import { governance } from './kinds/governance.js';
import { harmlessKinds } from './kinds/harmless.js';
import { locations } from './kinds/locations.js';
import { logs } from './kinds/logs.js';
import { models } from './kinds/models.js';
import { network } from './kinds/network.js';
import { protection } from './kinds/protection.js';
import { scriptLines } from './kinds/scripts.js';
import { shapes } from './kinds/shapes.js';
import { terraform } from './kinds/terraform.js';
import { wiring } from './kinds/wiring.js';

/** Every kind of mutation, faults first. */
export const kinds: readonly Kind[] = [
  ...locations,
  ...access,
  ...network,
  ...protection,
  ...logs,
  ...containers,
  ...scriptLines,
  ...models,
  ...governance,
  ...shapes,
  ...terraform,
  ...wiring,
  ...gateway,
  ...harmlessKinds,
].sort((a, b) => Number(a.verdict === 'harmless') - Number(b.verdict === 'harmless'));
