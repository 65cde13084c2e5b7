import { rule as fitsNode } from './capacity/fits-node.js';
import { rule as instanceRegion } from './capacity/instance-region.js';
import { rule as offered } from './lifecycle/offered.js';
import { rule as retired } from './lifecycle/retired.js';
import { rule as azureSku } from './residency/azure-sku.js';
import { rule as backupAndLogRegion } from './residency/backup-and-log-region.js';
import { rule as bedrockProfileDestinations } from './residency/bedrock-profile-destinations.js';
import { rule as hostRegion } from './residency/host-region.js';
import { rule as searchLocation } from './residency/search-location.js';
import type { Rule } from './rule.js';

/** Every rule, by id. */
export const rules: readonly Rule[] = [
  fitsNode,
  instanceRegion,
  offered,
  retired,
  azureSku,
  backupAndLogRegion,
  bedrockProfileDestinations,
  hostRegion,
  searchLocation,
];
