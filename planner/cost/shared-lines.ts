import type { Topology } from '../../topology/schema/topology.js';
import type { CostLine } from './line.js';
import { gatewayLines } from './shared/gateway.js';
import { networkLines } from './shared/network.js';
import { operationLines } from './shared/operations.js';
import { storageLines } from './shared/storage.js';
import { watchingLines } from './shared/watching.js';

/** What belongs to no host: people as finance declares them, and what the platform itself runs on. */
export function sharedLines(topology: Topology, asOf: string): CostLine[] {
  return [...operationLines(topology), ...gatewayLines(topology, asOf), ...networkLines(topology), ...storageLines(topology), ...watchingLines(topology)];
}
