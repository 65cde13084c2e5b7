import type { HostGateway } from '../shared/host-gateway.js';
import { unprovisioned } from '../shared/host-gateway.js';
import type { WorkersAiHost } from './schema.js';

/** Nothing provisions it, so no topology that names one gets as far as a gateway. */
export const gateway: HostGateway<WorkersAiHost> = unprovisioned;
