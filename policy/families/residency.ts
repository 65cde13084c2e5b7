import { rule as azureSku } from '../residency/azure-sku.js';
import { rule as backupAndLogRegion } from '../residency/backup-and-log-region.js';
import { rule as bedrockProfileDestinations } from '../residency/bedrock-profile-destinations.js';
import { rule as copies } from '../residency/copies.js';
import { rule as databricksGeo } from '../residency/databricks-geo.js';
import { rule as egressProxy } from '../residency/egress-proxy.js';
import { rule as existingGateway } from '../residency/existing-gateway.js';
import { rule as gatewayPlacement } from '../residency/gateway-placement.js';
import { rule as gatewayReach } from '../residency/gateway-reach.js';
import { rule as guardrailRegion } from '../residency/guardrail-region.js';
import { rule as guards } from '../residency/guards.js';
import { rule as hostRegion } from '../residency/host-region.js';
import { rule as openZone } from '../residency/open-zone.js';
import { rule as orgBoundary } from '../residency/org-boundary.js';
import { rule as recordedValues } from '../residency/recorded-values.js';
import { rule as regimeZone } from '../residency/regime-zone.js';
import { rule as searchLocation } from '../residency/search-location.js';
import { rule as trainingPlace } from '../residency/training-place.js';
import type { Rule } from '../rule.js';

/** Rules of family residency, in the order of their ids. */
export const residency: readonly Rule[] = [
  azureSku,
  backupAndLogRegion,
  bedrockProfileDestinations,
  copies,
  databricksGeo,
  egressProxy,
  existingGateway,
  gatewayPlacement,
  gatewayReach,
  guardrailRegion,
  guards,
  hostRegion,
  openZone,
  orgBoundary,
  recordedValues,
  regimeZone,
  searchLocation,
  trainingPlace,
];
